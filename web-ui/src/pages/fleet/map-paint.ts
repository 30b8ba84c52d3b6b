import type { State } from "../../ui/state";
import type { Grid, SiteBlock } from "./map-layout";
import { type CellLook, cellLook } from "./map-looks";
import type { Coloring } from "./search";

export interface Painting {
  block: SiteBlock;
  grid: Grid;
  coloring: Coloring;
  /** Nodes that are meant; others are pale. Absent: all. */
  picked: ReadonlySet<string> | undefined;
  dpr: number;
}

const PALE = 0.2;
const FILL: Record<State, string> = {
  OK: "--ok-cell",
  WARN: "--warn-fill",
  BROKEN: "--broken-fill",
  UNKNOWN: "--unknown-fill",
  BLOCKED: "--blocked-fill",
  NOT_APPLICABLE: "--line",
  SILENT: "--panel",
  PENDING: "--panel",
};

const INK: Partial<Record<State, string>> = { WARN: "--on-warn-fill", UNKNOWN: "--on-unknown-fill" };

/** Draws all nodes of a site. Each look is drawn once and stamped, so that thousands of nodes cost little. */
export function paint(canvas: HTMLCanvasElement, { block, grid, coloring, picked, dpr }: Painting): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const width = grid.cellWidth * dpr;
  const height = grid.cellHeight * dpr;
  canvas.width = Math.round(block.racks.length * width);
  canvas.height = Math.round(block.rows * height);
  const stamps = new Map<string, HTMLCanvasElement>();
  const style = getComputedStyle(canvas);
  for (const { node, column, row } of block.cells) {
    const look = cellLook(node, coloring);
    const key = look.state + look.sign;
    const stamp = stamps.get(key) ?? drawStamp(look, Math.round(width), Math.round(height), style);
    stamps.set(key, stamp);
    context.globalAlpha = picked && !picked.has(node.id) ? PALE : 1;
    context.drawImage(stamp, Math.round(column * width), Math.round(row * height));
  }
}

function drawStamp(
  { state, sign }: CellLook,
  width: number,
  height: number,
  style: CSSStyleDeclaration,
): HTMLCanvasElement {
  const stamp = document.createElement("canvas");
  stamp.width = width;
  stamp.height = height;
  const context = stamp.getContext("2d");
  if (!context) return stamp;
  const color = (name: string) => style.getPropertyValue(name);
  const isHollow = state === "SILENT" || state === "PENDING";
  const gap = Math.max(0.75, height * 0.07);
  box(context, width, height, gap);
  context.fillStyle = color(FILL[state]);
  context.fill();
  if (isHollow) {
    const line = Math.max(1, height * 0.07);
    box(context, width, height, gap + line / 2);
    context.lineWidth = line;
    context.strokeStyle = color("--text-dim");
    context.setLineDash(state === "PENDING" ? [line * 1.5, line * 1.5] : []);
    context.stroke();
  }
  const ink = isHollow || state === "NOT_APPLICABLE" ? "--text-dim" : (INK[state] ?? "--on-fill");
  context.translate(width / 2, height / 2);
  if (sign === "×") drawCross(context, height * 0.15, color(ink));
  else if (sign) drawSign(context, sign, height, color(ink), style.fontFamily);
  return stamp;
}

function box(context: CanvasRenderingContext2D, width: number, height: number, inset: number): void {
  context.beginPath();
  context.roundRect(inset, inset, width - 2 * inset, height - 2 * inset, height * 0.18);
}

/** Lines, not a letter: sharp at any size. */
function drawCross(context: CanvasRenderingContext2D, arm: number, color: string): void {
  context.beginPath();
  context.moveTo(-arm, -arm);
  context.lineTo(arm, arm);
  context.moveTo(arm, -arm);
  context.lineTo(-arm, arm);
  context.setLineDash([]);
  context.lineWidth = Math.max(1.2, arm * 0.75);
  context.lineCap = "round";
  context.strokeStyle = color;
  context.stroke();
}

function drawSign(
  context: CanvasRenderingContext2D,
  sign: string,
  height: number,
  color: string,
  font: string,
): void {
  context.fillStyle = color;
  context.font = `700 ${Math.round(height * 0.62)}px ${font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(sign, 0, height * 0.04);
}
