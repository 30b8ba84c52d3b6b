import type { MapNode } from "../../api/types";

export interface Cell {
  node: MapNode;
  column: number;
  row: number;
}

/** The nodes of one site: a column per rack, a row per slot, so that what hits a rack is a stripe. */
export interface SiteBlock {
  site: string | undefined;
  racks: string[];
  rows: number;
  cells: Cell[];
}

const natural = new Intl.Collator("en", { numeric: true });
const NO_RACK = "";

export function siteBlocks(nodes: MapNode[]): SiteBlock[] {
  const bySite = Map.groupBy(nodes, (node) => node.site ?? NO_RACK);
  return [...bySite.entries()]
    .sort(([a], [b]) => Number(a === "") - Number(b === "") || natural.compare(a, b))
    .map(([site, all]) => block(site || undefined, all));
}

function block(site: string | undefined, nodes: MapNode[]): SiteBlock {
  const byRack = Map.groupBy(nodes, (node) => node.rack ?? NO_RACK);
  const racks = [...byRack.keys()].sort(
    (a, b) => Number(a === "") - Number(b === "") || natural.compare(a, b),
  );
  const slots = [...new Set(nodes.flatMap((node) => node.slot ?? []))].sort(natural.compare);
  const rowOfSlot = new Map(slots.map((slot, row) => [slot, row]));
  const cells = racks.flatMap((rack, column) => inRack(byRack.get(rack) ?? [], column, rowOfSlot));
  return { site, racks, rows: Math.max(0, ...cells.map((cell) => cell.row + 1)), cells };
}

/** Nodes without a slot, or with one that is taken, follow in the free rows. */
function inRack(nodes: MapNode[], column: number, rowOfSlot: Map<string, number>): Cell[] {
  const taken = new Set<number>();
  const cells: Cell[] = [];
  const homeless: MapNode[] = [];
  for (const node of [...nodes].sort((a, b) => natural.compare(a.hostname, b.hostname))) {
    const row = node.slot === undefined ? undefined : rowOfSlot.get(node.slot);
    if (row === undefined || taken.has(row)) {
      homeless.push(node);
      continue;
    }
    taken.add(row);
    cells.push({ node, column, row });
  }
  let free = 0;
  for (const node of homeless) {
    while (taken.has(free)) free++;
    taken.add(free);
    cells.push({ node, column, row: free });
  }
  return cells;
}

export const BLOCK_GAP = 28;
export const BLOCK_HEAD = 26;
export const BLOCK_LEAST_WIDTH = 150;
const LARGEST_CELL = 24;
const SMALLEST_CELL = 7;

/** The largest cell with which all blocks fit into width and height; the smallest where none does. */
export function cellSize(blocks: SiteBlock[], width: number, height: number): number {
  for (let size = LARGEST_CELL; size > SMALLEST_CELL; size--)
    if (heightOf(blocks, size, width) <= height) return size;
  return SMALLEST_CELL;
}

function heightOf(blocks: SiteBlock[], size: number, width: number): number {
  let x = 0;
  let top = 0;
  let shelf = 0;
  for (const { racks, rows } of blocks) {
    const blockWidth = Math.max(racks.length * size, BLOCK_LEAST_WIDTH);
    if (racks.length * size > width) return Infinity;
    if (x > 0 && x + blockWidth > width) {
      top += shelf + BLOCK_GAP / 2;
      x = 0;
      shelf = 0;
    }
    x += blockWidth + BLOCK_GAP;
    shelf = Math.max(shelf, rows * size + BLOCK_HEAD);
  }
  return top + shelf;
}

/** The nearest cell that way, for the arrow keys: the next in the row or the column that is not empty. */
export function neighbor(cells: Cell[], from: Cell, key: string): Cell | undefined {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!step) return undefined;
  const [dx = 0, dy = 0] = step;
  const along = (cell: Cell) => (cell.column - from.column) * dx + (cell.row - from.row) * dy;
  const aside = (cell: Cell) => Math.abs((cell.column - from.column) * dy + (cell.row - from.row) * dx);
  return cells
    .filter((cell) => along(cell) > 0)
    .sort((a, b) => aside(a) - aside(b) || along(a) - along(b))[0];
}
