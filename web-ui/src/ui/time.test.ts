import { expect, test } from "vitest";
import { absoluteTime, ageWords, durationWords } from "./time";

const SECOND = 1000;
const HOUR = 3600 * SECOND;

test.each([
  [0, "0 s"],
  [59 * SECOND, "59 s"],
  [60 * SECOND, "1 min"],
  [59 * 60 * SECOND, "59 min"],
  [HOUR, "1 h"],
  [47 * HOUR, "47 h"],
  [48 * HOUR, "2 d"],
  [-5 * SECOND, "0 s"],
])("%i ms are %s", (milliseconds, words) => {
  expect(durationWords(milliseconds)).toBe(words);
});

test("whatHappenedThisSecondIsJustNow", () => {
  expect(ageWords(1000, 1500)).toBe("just now");
  expect(ageWords(1000, 4000)).toBe("3 s ago");
});

test("anAbsoluteTimeSaysItsZone", () => {
  expect(absoluteTime(Date.parse("2026-01-31T23:05:09Z"), "UTC")).toBe("2026-01-31 23:05:09 UTC");
});
