import { expect, test } from "vitest";
import { allOf, formatTerms, nameText, parseTerms, valuesOf, withNameText, withValues } from "./filter-terms";

test("aFilterOfSimpleTermsBecomesOneTermEach", () => {
  const terms = parseTerms("status==ONLINE;site=in=(fra1,'new york');links.vfs!=OK");
  expect(valuesOf(terms, "status")).toEqual(["ONLINE"]);
  expect(valuesOf(terms, "site")).toEqual(["fra1", "new york"]);
  expect(terms[2]).toEqual({ raw: "links.vfs!=OK" });
});

test("whatIsReadIsWrittenTheSame", () => {
  const filter = "status==ONLINE;site=in=(fra1,'o\\'hare');links.vfs!=OK;(site==a,rack==b)";
  expect(formatTerms(parseTerms(filter))).toBe(filter);
});

test("anOrIsKeptWhole", () => {
  expect(parseTerms("site==a,site==b;rack==c")).toEqual([{ raw: "site==a,site==b;rack==c" }]);
});

test("separatorsInQuotesSeparateNothing", () => {
  expect(valuesOf(parseTerms("rack=='a;b,c'"), "rack")).toEqual(["a;b,c"]);
});

test("aChangedTermKeepsItsPlace", () => {
  const terms = parseTerms("site==a;rack==b");
  expect(formatTerms(withValues(terms, "site", ["x", "y z"]))).toBe("site=in=(x,'y z');rack==b");
});

test("aFieldWithoutValuesIsFree", () => {
  expect(formatTerms(withValues(parseTerms("site==a"), "site", []))).toBeUndefined();
});

test("textFindsAPartOfTheName", () => {
  const terms = withNameText(parseTerms("status==ONLINE"), " r12 ");
  expect(formatTerms(terms)).toBe("status==ONLINE;hostname==*r12*");
  expect(nameText(terms)).toBe("r12");
  expect(formatTerms(withNameText(terms, ""))).toBe("status==ONLINE");
});

test("conditionsThatAreAskedTwiceAreAskedOnce", () => {
  expect(allOf("status==ONLINE;site=='a;b'", "status==ONLINE;verdict.state==OK")).toBe(
    "status==ONLINE;site=='a;b';verdict.state==OK",
  );
});
