import type { MapNode } from "../../api/types";

export interface Cell {
  node: MapNode;
  column: number;
  row: number;
}

/** The nodes of one site: a column per rack, a row per slot, so that what hits a rack is a stripe. */
export interface SiteBlock {
  site: string | undefined;
  /** The name of each column; empty where nodes have no rack. */
  racks: string[];
  rows: number;
  cells: Cell[];
}

const natural = new Intl.Collator("en", { numeric: true });
const NO_RACK = "";

// Map.groupBy is newer than the Node that runs the tests
function groupBy(nodes: MapNode[], of: (node: MapNode) => string): Map<string, MapNode[]> {
  const groups = new Map<string, MapNode[]>();
  for (const node of nodes) {
    const group = groups.get(of(node));
    if (group) group.push(node);
    else groups.set(of(node), [node]);
  }
  return groups;
}

export function siteBlocks(nodes: MapNode[]): SiteBlock[] {
  const bySite = groupBy(nodes, (node) => node.site ?? NO_RACK);
  return [...bySite.entries()]
    .sort(([a], [b]) => Number(a === "") - Number(b === "") || natural.compare(a, b))
    .map(([site, all]) => blockOf(site || undefined, all));
}

function blockOf(site: string | undefined, nodes: MapNode[]): SiteBlock {
  const byRack = groupBy(nodes, (node) => node.rack ?? NO_RACK);
  const slots = [...new Set(nodes.flatMap((node) => node.slot ?? []))].sort(natural.compare);
  const rowOfSlot = new Map(slots.map((slot, row) => [slot, row]));
  const named = [...byRack.keys()].filter((rack) => rack !== NO_RACK).sort(natural.compare);
  const nowhere = chunks(byHostname(byRack.get(NO_RACK) ?? []), Math.max(slots.length, LEAST_ROWS));
  const cells = [
    ...named.flatMap((rack, column) => inRack(byRack.get(rack) ?? [], column, rowOfSlot)),
    ...nowhere.flatMap((some, at) => some.map((node, row) => ({ node, column: named.length + at, row }))),
  ];
  return {
    site,
    racks: [...named, ...nowhere.map(() => NO_RACK)],
    rows: Math.max(0, ...cells.map((cell) => cell.row + 1)),
    cells,
  };
}

/** As many nodes without a rack stand one below the other, if racks have fewer slots. */
const LEAST_ROWS = 8;

function chunks<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

function byHostname(nodes: MapNode[]): MapNode[] {
  return nodes.toSorted((a, b) => natural.compare(a.hostname, b.hostname));
}

/** Nodes without a slot, or with one that is taken, follow in the free rows. */
function inRack(nodes: MapNode[], column: number, rowOfSlot: Map<string, number>): Cell[] {
  const taken = new Set<number>();
  const cells: Cell[] = [];
  const homeless: MapNode[] = [];
  for (const node of byHostname(nodes)) {
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
const HIGHEST = 19;
const SMALLEST = 7;
const LEAST_SITE_WIDTH = 140;
/** Cells are never more than so much wider than high. */
const ASPECT = 1.8;

/** The arrangement with the largest cells that fits; where none does, the lowest one. */
export function gridOf(blocks: SiteBlock[], width: number, height: number): Grid {
  const most = Math.max(1, Math.floor((width + GAP) / (LEAST_SITE_WIDTH + GAP)));
  const all = Array.from({ length: Math.min(most, blocks.length) }, (_, at) =>
    arranged(blocks, at + 1, width, height),
  );
  const fitting = all.filter((each) => each.total <= height);
  const [best] =
    fitting.length > 0
      ? fitting.sort((a, b) => b.cellWidth * b.cellHeight - a.cellWidth * a.cellHeight || a.total - b.total)
      : all.sort((a, b) => a.total - b.total);
  return best ?? { columns: 1, cellWidth: SMALLEST, cellHeight: SMALLEST };
}

function arranged(blocks: SiteBlock[], columns: number, width: number, height: number) {
  const racks = Math.max(1, ...blocks.map((block) => block.racks.length));
  const rows = rowsOf(blocks, columns);
  const heads = Math.ceil(blocks.length / columns) * HEAD;
  const siteWidth = (width - (columns - 1) * GAP) / columns;
  const high = Math.max(SMALLEST, Math.min(HIGHEST, Math.floor((height - heads) / rows)));
  const cellWidth = Math.max(3, Math.floor(Math.min(high * ASPECT, siteWidth / racks)));
  const cellHeight = Math.min(high, Math.max(cellWidth, SMALLEST));
  return { columns, cellWidth, cellHeight, total: heads + rows * cellHeight };
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
