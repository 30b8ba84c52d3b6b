import type { State } from "../../ui/state";
import type { SiteBlock } from "./map-layout";
import { type CellLook, cellLook } from "./map-looks";
import type { Coloring } from "./search";

export interface Painting {
  block: SiteBlock;
  cell: number;
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

/** Draws all nodes of a site. Each look is drawn once and stamped, so that thousands of nodes cost little. */
export function paint(canvas: HTMLCanvasElement, { block, cell, coloring, picked, dpr }: Painting): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  canvas.width = Math.round(block.racks.length * cell * dpr);
  canvas.height = Math.round(block.rows * cell * dpr);
  const stamps = new Map<string, HTMLCanvasElement>();
  const style = getComputedStyle(canvas);
  const side = Math.round(cell * dpr);
  for (const { node, column, row } of block.cells) {
    const look = cellLook(node, coloring);
    const key = look.state + look.sign;
    const stamp = stamps.get(key) ?? drawStamp(look, side, style);
    stamps.set(key, stamp);
    context.globalAlpha = picked && !picked.has(node.id) ? PALE : 1;
    context.drawImage(stamp, Math.round(column * cell * dpr), Math.round(row * cell * dpr));
  }
}

function drawStamp({ state, sign }: CellLook, side: number, style: CSSStyleDeclaration): HTMLCanvasElement {
  const stamp = document.createElement("canvas");
  stamp.width = side;
  stamp.height = side;
  const context = stamp.getContext("2d");
  if (!context) return stamp;
  const gap = Math.max(1, side * 0.07);
  const inner = side - 2 * gap;
  context.beginPath();
  context.roundRect(gap, gap, inner, inner, inner * 0.2);
  context.fillStyle = style.getPropertyValue(FILL[state]);
  context.fill();
  if (state === "SILENT" || state === "PENDING") {
    const line = Math.max(1, side * 0.07);
    context.beginPath();
    context.roundRect(gap + line / 2, gap + line / 2, inner - line, inner - line, inner * 0.2);
    context.lineWidth = line;
    context.strokeStyle = style.getPropertyValue("--text-dim");
    context.setLineDash(state === "PENDING" ? [line * 1.5, line * 1.5] : []);
    context.stroke();
  }
  if (sign === "×")
    drawCross(context, side, style.getPropertyValue(state === "SILENT" ? "--text-dim" : "--on-fill"));
  else if (sign) drawSign(context, sign, side, state, style);
  return stamp;
}

function drawCross(context: CanvasRenderingContext2D, side: number, color: string): void {
  const from = side * 0.36;
  const to = side * 0.64;
  context.beginPath();
  context.moveTo(from, from);
  context.lineTo(to, to);
  context.moveTo(to, from);
  context.lineTo(from, to);
  context.setLineDash([]);
  context.lineWidth = Math.max(1.2, side * 0.11);
  context.lineCap = "round";
  context.strokeStyle = color;
  context.stroke();
}

function drawSign(
  context: CanvasRenderingContext2D,
  sign: string,
  side: number,
  state: State,
  style: CSSStyleDeclaration,
): void {
  const isDark = state === "WARN";
  const isHollow = state === "SILENT" || state === "PENDING" || state === "NOT_APPLICABLE";
  context.fillStyle = style.getPropertyValue(
    isHollow ? "--text-dim" : isDark ? "--on-warn-fill" : "--on-fill",
  );
  context.font = `700 ${Math.round(side * 0.62)}px ${style.fontFamily}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(sign, side / 2, side / 2 + side * 0.04);
}
