import { functionPart, macOf, shortMac } from "../names";
import classes from "./anatomy.module.css";
import { fit, fitEnd, type Geometry } from "./geometry";
import type { Use } from "./holders";
import type { Column, Rdma } from "./model";
import { Box, Cross, Label, type Tone, Wire, type WireTone } from "./parts";

const SANS = 6.2;
const SMALL = 5.7;
const MONO = 6.05;
const NAME_ROOM = 36;

interface Props {
  column: Column;
  position: number;
  geometry: Geometry;
}

/** One VF from who holds it down to the card, where there is room for a column of its own. */
export function VfColumn({ column, position, geometry }: Props) {
  const x = geometry.center(position);
  const { holders, groups, card } = geometry;
  return (
    <>
      <UpperWire column={column} x={x} from={holders.top + holders.height} to={groups.top} />
      <Wire x={x} from={groups.top + groups.height} to={card.top} tone={pathTone(column, "plain")} />
      <HolderBox column={column} x={x} geometry={geometry} />
      <VfCard column={column} x={x} geometry={geometry} />
    </>
  );
}

function UpperWire({ column, x, from, to }: { column: Column; x: number; from: number; to: number }) {
  if (column.use.kind === "free") return null;
  return <Wire x={x} from={from} to={to} tone={pathTone(column, "unknown")} />;
}

function pathTone(column: Column, otherwise: WireTone): WireTone {
  if (column.trouble) return column.trouble.broken ? "broken" : "warn";
  return column.use.kind === "held" ? "ok" : otherwise;
}

function troubleTone(column: Column, otherwise: Tone): Tone {
  if (!column.trouble) return otherwise;
  return column.trouble.broken ? "broken" : "warn";
}

const USE_TONES: Record<Use["kind"], Tone> = { held: "plain", free: "empty", unknown: "unknown" };

export function HolderBox({ column, x, geometry }: { column: Column; x: number; geometry: Geometry }) {
  const { use } = column;
  const { top, height } = geometry.holders;
  const width = geometry.columnWidth - geometry.gap;
  const tone = use.kind === "held" ? troubleTone(column, "plain") : USE_TONES[use.kind];
  const middle = top + height / 2;
  return (
    <>
      <Box x={x - width / 2} y={top} width={width} height={height} tone={tone} />
      {geometry.mode === "narrow" ? (
        <NarrowUse use={use} x={x} middle={middle} room={width - 4} />
      ) : (
        <FullUse use={use} x={x} middle={middle} room={width - 8} tone={tone} />
      )}
    </>
  );
}

function FullUse({
  use,
  x,
  middle,
  room,
  tone,
}: {
  use: Use;
  x: number;
  middle: number;
  room: number;
  tone: Tone;
}) {
  if (use.kind === "held") {
    const bad = tone === "broken" ? "broken" : tone === "warn" ? "warn" : "dim";
    return (
      <>
        <Label x={x} y={middle - 3} kind="strong">
          {fit(use.by.title, room, SANS)}
        </Label>
        <Label x={x} y={middle + 12} kind="mono" tone={bad}>
          {fit(use.by.detail, room, MONO)}
        </Label>
      </>
    );
  }
  return use.kind === "free" ? (
    <Label x={x} y={middle + 4} tone="dim">
      free
    </Label>
  ) : (
    <>
      <Label x={x} y={middle - 2} tone="unknown">
        use not
      </Label>
      <Label x={x} y={middle + 11} tone="unknown">
        known
      </Label>
    </>
  );
}

function NarrowUse({ use, x, middle, room }: { use: Use; x: number; middle: number; room: number }) {
  if (use.kind === "held") {
    const Icon = use.by.icon;
    const isNamed = room >= NAME_ROOM;
    return (
      <>
        <Icon x={x - 7} y={middle - (isNamed ? 15 : 7)} size={14} className={classes.icon} aria-hidden />
        {isNamed && (
          <Label x={x} y={middle + 14}>
            {fitEnd(use.by.title, room, SMALL)}
          </Label>
        )}
      </>
    );
  }
  return (
    <Label x={x} y={middle + 4} tone={use.kind === "free" ? "dim" : "unknown"}>
      {use.kind === "unknown" ? "?" : room >= 22 ? "free" : "–"}
    </Label>
  );
}

function VfCard({ column, x, geometry }: { column: Column; x: number; geometry: Geometry }) {
  const { vf, trouble, rdma } = column;
  const mac = macOf(vf);
  const { top, height } = geometry.card;
  const narrow = geometry.mode === "narrow";
  const width = geometry.columnWidth - geometry.gap - (narrow ? 0 : 10);
  const dim = trouble ? (trouble.broken ? "broken" : "warn") : "dim";
  const room = width - 4;
  return (
    <>
      <Box x={x - width / 2} y={top} width={width} height={height} tone={troubleTone(column, "plain")} />
      <Label x={x} y={top + 17} kind="strong">
        {narrow ? column.label.replace("VF ", "") : column.label}
      </Label>
      {!narrow && (
        <Label x={x} y={top + 33} kind="mono" tone={dim}>
          {fit(vf.address.replace(/^0000:/, ""), room, MONO)}
        </Label>
      )}
      {narrow && geometry.columnWidth >= 34 && (
        <Label x={x} y={top + 32} kind="mono" tone={dim}>
          {fit(functionPart(vf.address), room, MONO)}
        </Label>
      )}
      {!narrow && mac && (
        <Label x={x} y={top + 46} kind="mono" tone={dim}>
          {shortMac(mac)}
        </Label>
      )}
      {trouble?.broken && <Cross x={x} y={top + (narrow ? 48 : 60)} />}
      {narrow ? (
        <NarrowRdma rdma={rdma} x={x} y={top + 52} hidden={trouble !== undefined} />
      ) : (
        <FullRdma rdma={rdma} x={x} y={top + 80} room={room} tone={trouble?.broken ? "broken" : "warn"} />
      )}
    </>
  );
}

interface RdmaProps {
  rdma: Rdma;
  x: number;
  y: number;
  room: number;
  /** Of one that is missing. */
  tone: "broken" | "warn";
}

function FullRdma({ rdma, x, y, room, tone }: RdmaProps) {
  if (rdma.kind === "device")
    return (
      <Label x={x} y={y} kind="mono" tone="ok">
        {fitEnd(rdma.name, room, MONO)}
      </Label>
    );
  if (rdma.kind === "missing")
    return (
      <Label x={x} y={y} tone={tone}>
        no RDMA
      </Label>
    );
  return rdma.kind === "unknown" ? (
    <Label x={x} y={y} tone="unknown">
      RDMA ?
    </Label>
  ) : (
    <Label x={x} y={y} tone="dim">
      {fit(rdma.why, room, SANS)}
    </Label>
  );
}

function NarrowRdma({ rdma, x, y, hidden }: { rdma: Rdma; x: number; y: number; hidden: boolean }) {
  if (hidden) return null;
  if (rdma.kind === "device")
    return (
      <Label x={x} y={y} kind="mono" tone="ok">
        rdma
      </Label>
    );
  return (
    <Label x={x} y={y} tone={rdma.kind === "unknown" ? "unknown" : "dim"}>
      {rdma.kind === "unknown" ? "?" : "–"}
    </Label>
  );
}
