/** How much of a VF there is room for: all of it, its number and signs, or a tile of a grid. */
export type Mode = "full" | "narrow" | "tiles";

export interface Geometry {
  mode: Mode;
  width: number;
  height: number;
  /** The middle of a column; the PF is column 0. */
  center: (column: number) => number;
  columnWidth: number;
  /** Half of what a box leaves free at each side of its column. */
  gap: number;
  holders: Band;
  groups: Band;
  card: Band;
  nic: Band;
  captions: { holders: number; groups: number; nic: number };
  fabric: { from: number; to: number };
  tiles: { perRow: number; size: number; left: number; top: number };
}

export interface Band {
  top: number;
  height: number;
}

const PAD = 8;
const FULL_COLUMN = 62;
const MOST_COLUMNS = 16;
const NARROW_COLUMN = 26;
const TILE = 34;
// the PF alone, or with one VF, is no reason for a box over the whole width
const WIDEST_COLUMN = 116;

export function geometryOf(vfs: number, width: number): Geometry {
  const room = width - 2 * PAD;
  const columnWidth = Math.min(room / (vfs + 1), WIDEST_COLUMN);
  if (vfs > MOST_COLUMNS || columnWidth < NARROW_COLUMN) return tilesOf(vfs, width);
  const mode = columnWidth >= FULL_COLUMN ? "full" : "narrow";
  const cardHeight = mode === "full" ? 90 : 66;
  const card = { top: 222, height: cardHeight };
  return {
    ...bands(card, cardHeight),
    mode,
    width,
    columnWidth,
    gap: mode === "full" ? 5 : 3,
    center: (column) => PAD + columnWidth * (column + 0.5),
    tiles: { perRow: 0, size: 0, left: 0, top: 0 },
  };
}

/** Too many for columns: the PF keeps its own, the VFs become a grid beside it. */
function tilesOf(vfs: number, width: number): Geometry {
  const left = PAD + 92;
  const perRow = Math.max(1, Math.floor((width - PAD * 2 - left) / TILE));
  const rows = Math.max(1, Math.ceil(vfs / perRow));
  const card = { top: 222, height: 90 };
  return {
    ...bands(card, Math.max(card.height, rows * TILE)),
    mode: "tiles",
    width,
    columnWidth: 84,
    gap: 5,
    center: (column) => (column === 0 ? PAD + 42 : left + (width - left - PAD) / 2),
    tiles: { perRow, size: TILE, left, top: card.top },
  };
}

function bands(card: Band, contentHeight: number) {
  const nic = { top: 210, height: contentHeight + 50 };
  const below = nic.top + nic.height;
  return {
    height: below + 40,
    holders: { top: 20, height: 48 },
    groups: { top: 142, height: 36 },
    card,
    nic,
    captions: { holders: 10, groups: 122, nic: below - 16 },
    fabric: { from: below, to: below + 30 },
  };
}

/** As much of the end as fits, where that is what differs: "…f0v12". */
export function fitEnd(text: string, width: number, letter: number): string {
  const room = Math.max(2, Math.floor(width / letter));
  return text.length <= room ? text : `…${text.slice(1 - room)}`;
}

/** As many letters as fit, the last one an ellipsis. */
export function fit(text: string, width: number, letter: number): string {
  const room = Math.max(1, Math.floor(width / letter));
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
