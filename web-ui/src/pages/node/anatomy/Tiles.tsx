import classes from "./anatomy.module.css";
import type { Geometry } from "./geometry";
import type { Column } from "./model";
import { Box, Cross, Label, type Tone } from "./parts";

export function tileAt(position: number, { tiles }: Geometry): { x: number; y: number } {
  return {
    x: tiles.left + (position % tiles.perRow) * tiles.size,
    y: tiles.top + Math.floor(position / tiles.perRow) * tiles.size,
  };
}

/** One VF among many: its number, a bar when it is in use, a hatch and a cross when it is bad. */
export function VfTile({
  column,
  position,
  geometry,
}: {
  column: Column;
  position: number;
  geometry: Geometry;
}) {
  const { x, y } = tileAt(position, geometry);
  const side = geometry.tiles.size - 4;
  const { trouble, use } = column;
  const tone: Tone = trouble ? (trouble.broken ? "broken" : "warn") : use.kind === "free" ? "empty" : "plain";
  const isBlank = use.kind === "free" && !trouble?.broken;
  return (
    <>
      <Box x={x} y={y} width={side} height={side} tone={tone} radius={5} />
      <Label x={x + side / 2} y={y + (isBlank ? 19 : 13)} kind="strong">
        {column.label.replace("VF ", "")}
      </Label>
      {trouble?.broken ? (
        <Cross x={x + side / 2} y={y + 21} size={3.5} />
      ) : (
        <Used kind={use.kind} x={x} y={y} side={side} />
      )}
    </>
  );
}

function Used({ kind, x, y, side }: { kind: Column["use"]["kind"]; x: number; y: number; side: number }) {
  if (kind === "held")
    return <rect x={x + 5} y={y + side - 9} width={side - 10} height={4} rx={2} className={classes.fabric} />;
  if (kind === "free") return null;
  return (
    <Label x={x + side / 2} y={y + side - 4} tone="unknown">
      ?
    </Label>
  );
}
