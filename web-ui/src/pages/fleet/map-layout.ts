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
    .map(([site, all]) => blockOf(site || undefined, all));
}

function blockOf(site: string | undefined, nodes: MapNode[]): SiteBlock {
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

/** How the sites stand beside each other, and how large a cell is. */
export interface Grid {
  columns: number;
  cellWidth: number;
  cellHeight: number;
}

export const GAP = 24;
const HEAD = 46;
const WIDEST = 40;
const HIGHEST = 22;
const SMALLEST = 7;
const LEAST_SITE_WIDTH = 140;
/** Cells are never more than so much wider than high. */
const ASPECT = 1.8;

/** The arrangement with the largest cells that fits; the one with the fewest columns where none does. */
export function gridOf(blocks: SiteBlock[], width: number, height: number): Grid {
  const racks = Math.max(1, ...blocks.map((block) => block.racks.length));
  let best: Grid = { columns: 1, cellWidth: SMALLEST, cellHeight: SMALLEST };
  for (let columns = 1; columns <= blocks.length; columns++) {
    const siteWidth = (width - (columns - 1) * GAP) / columns;
    if (columns > 1 && siteWidth < LEAST_SITE_WIDTH) break;
    const free = height - heads(blocks.length, columns);
    const cellHeight = Math.floor(Math.min(HIGHEST, Math.max(SMALLEST, free / rowsOf(blocks, columns))));
    const cellWidth = Math.floor(Math.min(WIDEST, cellHeight * ASPECT, siteWidth / racks));
    if (cellWidth * cellHeight > best.cellWidth * best.cellHeight) best = { columns, cellWidth, cellHeight };
  }
  return { ...best, cellHeight: Math.min(best.cellHeight, Math.max(best.cellWidth, SMALLEST)) };
}

function heads(sites: number, columns: number): number {
  return Math.ceil(sites / columns) * HEAD;
}

/** The rows of cells one above the other when the sites stand in so many columns. */
function rowsOf(blocks: SiteBlock[], columns: number): number {
  let rows = 0;
  for (let at = 0; at < blocks.length; at += columns)
    rows += Math.max(...blocks.slice(at, at + columns).map((block) => block.rows));
  return Math.max(1, rows);
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
