import { expect, test } from "vitest";
import type { Node } from "../../api/types";
import type { Column } from "./columns";
import { toCsv } from "./csv";

const site: Column = {
  id: "site",
  title: "Site",
  width: 1,
  cell: () => null,
  csv: (node) => node.site ?? "",
};

function row(hostname: string, where: string): string | undefined {
  const node: Partial<Node> = { hostname, id: "1", site: where };
  return toCsv([node as Node], [site]).split("\r\n")[1];
}

test("quotesCommasAndLinesStayInTheirCell", () => {
  expect(row("a", 'say "hi", you')).toBe('a,1,"say ""hi"", you"');
});

test("aNameBeginsNoFormula", () => {
  expect(row("=HYPERLINK(1)", "+1")).toBe("'=HYPERLINK(1),1,'+1");
});
