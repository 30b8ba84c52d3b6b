import { functionPart, shortMac, speedWords } from "../names";
import classes from "./anatomy.module.css";
import { fit, fitEnd, type Geometry } from "./geometry";
import type { AnatomyModel } from "./model";
import { Box, Label, Wire } from "./parts";

interface Props {
  model: AnatomyModel;
  geometry: Geometry;
}

/** The host and its PF; in a guest there is none to see. */
export function PfColumn({ model, geometry }: Props) {
  const x = geometry.center(0);
  const { holders, groups, card } = geometry;
  const { pf, orphans } = model;
  const width = geometry.columnWidth - geometry.gap;
  const wide = width >= 50;
  const narrow = geometry.mode === "narrow";
  const cardWidth = width - (narrow ? 0 : 10);
  return (
    <>
      {!orphans && <Wire x={x} from={holders.top + holders.height} to={groups.top} tone="plain" />}
      {!orphans && <Wire x={x} from={groups.top + groups.height} to={card.top} tone="plain" />}
      <Box
        x={x - width / 2}
        y={holders.top}
        width={width}
        height={holders.height}
        tone={orphans ? "empty" : "plain"}
      />
      <Label x={x} y={holders.top + (wide ? 21 : 28)} kind="strong">
        {orphans ? (wide ? "Guest" : "VM") : "Host"}
      </Label>
      {wide && (
        <Label x={x} y={holders.top + 36} kind="mono" tone="dim">
          {fit(orphans ? "VFs only" : (pf.driver ?? "no driver"), width - 6, 6.05)}
        </Label>
      )}
      <Box
        x={x - cardWidth / 2}
        y={card.top}
        width={cardWidth}
        height={card.height}
        tone={orphans ? "empty" : "accent"}
      />
      <Label x={x} y={card.top + 17} kind="strong" tone={orphans ? "dim" : "accent"}>
        PF
      </Label>
      {narrow && !orphans && width >= 30 && (
        <Label x={x} y={card.top + 32} kind="mono" tone="dim">
          {functionPart(pf.address)}
        </Label>
      )}
      {!narrow &&
        (orphans ? (
          <NotVisible x={x} y={card.top} />
        ) : (
          <PfWords model={model} x={x} y={card.top} room={cardWidth - 6} />
        ))}
    </>
  );
}

function NotVisible({ x, y }: { x: number; y: number }) {
  return (
    <>
      <Label x={x} y={y + 42} tone="dim">
        not
      </Label>
      <Label x={x} y={y + 55} tone="dim">
        visible
      </Label>
    </>
  );
}

function PfWords({ model: { pf }, x, y, room }: { model: AnatomyModel; x: number; y: number; room: number }) {
  return (
    <>
      <Label x={x} y={y + 33} kind="mono" tone="dim">
        {fit(pf.address.replace(/^0000:/, ""), room, 6.05)}
      </Label>
      {pf.mac && (
        <Label x={x} y={y + 46} kind="mono" tone="dim">
          {shortMac(pf.mac)}
        </Label>
      )}
      {pf.netdev && (
        <Label x={x} y={y + 80} kind="mono" tone="accent">
          {fitEnd(pf.netdev, room, 6.05)}
        </Label>
      )}
    </>
  );
}

/** The card's outline, what it is, and the wire to the network. */
export function Nic({ model, geometry }: Props) {
  const { nic, fabric, width } = geometry;
  const { pf, orphans } = model;
  const y = geometry.captions.nic;
  const card = pf.model ?? [pf.vendorId, pf.deviceId].filter(Boolean).join(":");
  return (
    <>
      <rect x={0.5} y={nic.top} width={width - 1} height={nic.height} rx={10} className={classes.nic} />
      <text x={12} y={y + 1}>
        <tspan className={classes.heading}>
          {orphans ? "Card of the hypervisor" : card || "Card not known"}
        </tspan>
        {!orphans && (
          <tspan
            className={`${classes.mono} ${classes.dimText}`}
          >{`  ${pf.address} ${pf.netdev ?? ""}`}</tspan>
        )}
      </text>
      <Label x={width - 12} y={y + 1} anchor="end" kind="caption" tone="dim">
        {orphans ? `${model.columns.length} VFs visible` : counts(model)}
      </Label>
      {!orphans && <Fabric model={model} x={width / 2} from={fabric.from} to={fabric.to} />}
    </>
  );
}

function counts({ pf, columns }: AnatomyModel): string {
  const there = pf.numVfs ?? columns.length;
  const most = pf.totalVfs === undefined ? "its limit is not known" : `the card allows ${pf.totalVfs}`;
  const boot = pf.atBoot?.numVfs;
  const later = boot === undefined || boot === there ? "" : `, ${boot} after a boot`;
  return `${there} VFs${later}, ${most}`;
}

function Fabric({
  model: { pf },
  x,
  from,
  to,
}: {
  model: AnatomyModel;
  x: number;
  from: number;
  to: number;
}) {
  const state = pf.operstate === "up" ? "fabric" : pf.operstate === "down" ? "fabricDown" : "fabricUnknown";
  return (
    <>
      <rect x={x - 2.5} y={from} width={5} height={to - from} className={classes[state]} />
      <rect x={x - 118} y={to} width={236} height={6} rx={3} className={classes[state]} />
      <Label x={x - 14} y={from + 18} anchor="end" kind="caption" tone="dim">
        network
      </Label>
      <Label
        x={x + 14}
        y={from + 18}
        anchor="start"
        kind="caption"
        tone={pf.operstate === "down" ? "broken" : undefined}
      >
        {linkWords(pf)}
      </Label>
    </>
  );
}

function linkWords({ speedMbps, operstate }: AnatomyModel["pf"]): string {
  if (operstate === "down") return "× link down";
  const speed = speedMbps === undefined ? undefined : speedWords(speedMbps);
  if (operstate === undefined)
    return speed ? `${speed}, link state not known` : "speed and link state not known";
  return [speed ?? "speed not known", `link ${operstate}`].join(", ");
}
