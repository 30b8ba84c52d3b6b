import { expect, test } from "vitest";
import type { MapNode } from "../../api/types";
import { gridOf, neighbor, siteBlocks } from "./map-layout";

let number = 0;

function node(place: Partial<MapNode>): MapNode {
  const name = `n${++number}`;
  return { id: name, hostname: name, status: "ONLINE", silent: false, verdict: { state: "OK" }, ...place };
}

function fleet(sites: number, racks: number, slots: number): MapNode[] {
  return Array.from({ length: sites * racks * slots }, (_, i) =>
    node({
      site: `s${i % sites}`,
      rack: `r${Math.floor(i / sites) % racks}`,
      slot: `u${Math.floor(i / sites / racks)}`,
    }),
  );
}

test("aRackIsAColumnAndASlotIsARow", () => {
  const [block] = siteBlocks([
    node({ site: "a", rack: "r10", slot: "u2" }),
    node({ site: "a", rack: "r9", slot: "u10" }),
    node({ site: "a", rack: "r9", slot: "u2" }),
  ]);
  expect(block?.racks).toEqual(["r9", "r10"]);
  expect(block?.cells.map(({ column, row }) => [column, row])).toEqual([
    [0, 1],
    [0, 0],
    [1, 0],
  ]);
});

test("nodesWithoutAPlaceAreShownToo", () => {
  const blocks = siteBlocks([
    node({ site: "a", rack: "r1", slot: "u1" }),
    node({ site: "a", rack: "r1" }),
    node({}),
  ]);
  expect(blocks.map((block) => block.site)).toEqual(["a", undefined]);
  expect(blocks[0]?.cells.map((cell) => cell.row)).toEqual([0, 1]);
  expect(blocks[1]?.cells).toHaveLength(1);
});

test("manyNodesWithoutARackFillSeveralColumns", () => {
  const [block] = siteBlocks(Array.from({ length: 46 }, () => node({})));
  expect(block?.racks).toHaveLength(6);
  expect(block?.rows).toBe(8);
});

test("twoNodesInOneSlotHideNothing", () => {
  const place = { site: "a", rack: "r1", slot: "u1" };
  const [block] = siteBlocks([node(place), node(place), node({ ...place, slot: "u2" })]);
  expect(new Set(block?.cells.map((cell) => cell.row)).size).toBe(3);
});

test("fourSitesOfFiveHundredStandTwoByTwoAndFit", () => {
  const blocks = siteBlocks(fleet(4, 25, 20));
  const grid = gridOf(blocks, 530, 470);
  expect(grid.columns).toBe(2);
  expect(grid.cellWidth * 25).toBeLessThanOrEqual((530 - 24) / 2);
  expect(grid.cellHeight * 40).toBeLessThanOrEqual(470);
});

test("aNarrowScreenHasOneSiteBelowTheOther", () => {
  expect(gridOf(siteBlocks(fleet(4, 10, 10)), 280, 470).columns).toBe(1);
});

test("arrowsGoToTheNextNodeThatWay", () => {
  const [block] = siteBlocks(fleet(1, 3, 2));
  const cells = block?.cells ?? [];
  const at = (column: number, row: number) =>
    cells.find((cell) => cell.column === column && cell.row === row);
  const from = at(1, 0);
  if (!from) throw new Error("no cell");
  expect(neighbor(cells, from, "ArrowRight")).toBe(at(2, 0));
  expect(neighbor(cells, from, "ArrowDown")).toBe(at(1, 1));
  expect(neighbor(cells, from, "ArrowUp")).toBeUndefined();
});
