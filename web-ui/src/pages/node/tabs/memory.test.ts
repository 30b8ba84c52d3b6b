import { expect, test } from "vitest";
import { matching } from "./json";
import { memoryOf, sizeWords } from "./memory";

test("hugepagesStandBesideThePortsOfTheirNumaNode", () => {
  const rows = memoryOf({
    hugepages: [
      { sizeKiB: 1048576, total: 22, free: 20 },
      { sizeKiB: 1048576, numaNode: 1, total: 3 },
      { sizeKiB: 1048576, numaNode: 0, total: 19, free: 19 },
    ],
    physicalFunctions: [{ address: "0000:17:00.0", numaNode: 0 }, { address: "0000:81:00.0" }],
  });
  expect(rows.map((row) => [row.numaNode, row.pools[0]?.free, row.pfs])).toEqual([
    [undefined, 20, []],
    [0, 19, ["0000:17:00.0"]],
    [1, undefined, []],
  ]);
});

test("aReportOfAnotherShapeHasNoMemory", () => {
  expect(memoryOf("nothing")).toEqual([]);
  expect(memoryOf({ hugepages: "none" })).toEqual([]);
});

test.each([
  [64, "64 KiB"],
  [2048, "2 MiB"],
  [1048576, "1 GiB"],
])("%i KiB are %s", (kib, words) => {
  expect(sizeWords(kib)).toBe(words);
});

test("foundLinesKeepTheirNumbers", () => {
  const lines = ["{", '  "driver": "ICE"', "}"];
  expect(matching(lines, " ice ")).toEqual([{ number: 2, text: '  "driver": "ICE"' }]);
  expect(matching(lines, "")).toHaveLength(3);
});
