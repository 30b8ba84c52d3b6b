import { CircuitBoard } from "lucide-react";
import { EmptyState } from "../../../ui/EmptyState";
import { StateIcon } from "../../../ui/state";
import type { Use } from "../anatomy/holders";
import type { AnatomyModel, Column, Rdma } from "../anatomy/model";
import { macOf, shortAddress } from "../names";
import classes from "./tabs.module.css";

interface Props {
  model: AnatomyModel;
  chosen: number | undefined;
  onChoose: (position: number | undefined) => void;
}

/** The same VFs as in the picture, with what the PF's driver was told about each. */
export function VfTable({ model, chosen, onChoose }: Props) {
  if (model.columns.length === 0)
    return (
      <EmptyState icon={CircuitBoard} title="No VFs">
        {model.orphans ? "This node shows neither PFs nor VFs." : `${model.pf.address} has none at present.`}
      </EmptyState>
    );
  return (
    // scrolls sideways, so the keyboard must reach it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} role="region" aria-label="Virtual functions" tabIndex={0}>
      <table className={`${classes.table} ${classes.vfs}`}>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col" className={NUMBERS.has(head) ? classes.number : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.columns.map((column, position) => (
            <VfRow
              key={column.vf.address}
              column={column}
              isChosen={position === chosen}
              onToggle={() => onChoose(position === chosen ? undefined : position)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

// what is told of settings comes last: it is what may be cut off
const HEADS = [
  "VF",
  "PCI address",
  "Holder",
  "MAC",
  "Group",
  "Driver",
  "RDMA",
  "VLAN",
  "Trust",
  "Spoof",
  "Link",
];
const NUMBERS = new Set(["VLAN", "Group"]);

function VfRow({ column, isChosen, onToggle }: { column: Column; isChosen: boolean; onToggle: () => void }) {
  const { vf, trouble, use, rdma } = column;
  return (
    // the button in the row is the keyboard's way; the row itself only makes it larger for the pointer
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr className={isChosen ? classes.chosen : undefined} onClick={onToggle}>
      <td>
        <button
          type="button"
          className={classes.pick}
          aria-pressed={isChosen}
          aria-label={column.sentence}
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        >
          {column.label.replace("VF ", "")}
          {trouble && <StateIcon state={trouble.broken ? "BROKEN" : "WARN"} size={14} />}
        </button>
      </td>
      <td className="mono">{shortAddress(vf.address)}</td>
      <td className={use.kind === "held" ? undefined : classes[use.kind]}>{holderCell(use)}</td>
      <td className="mono">{macOf(vf) ?? <NotKnown />}</td>
      <td className={classes.number}>{vf.iommuGroup ?? "none"}</td>
      <td className="mono">{vf.driver ?? "none"}</td>
      <td>{rdmaCell(rdma, trouble?.broken ?? false)}</td>
      <td className={classes.number}>{vf.vlan === undefined ? <NotKnown /> : vf.vlan || "–"}</td>
      <td>{onOff(vf.trust)}</td>
      <td>{onOff(vf.spoofchk)}</td>
      <td>{vf.linkState ?? <NotKnown />}</td>
    </tr>
  );
}

function holderCell(use: Use): string {
  if (use.kind === "unknown") return "not known";
  return use.kind === "free" ? "free" : use.by.who;
}

function onOff(value: boolean | undefined) {
  if (value === undefined) return <NotKnown />;
  return value ? "on" : <span className={classes.dim}>off</span>;
}

function rdmaCell(rdma: Rdma, isBroken: boolean) {
  switch (rdma.kind) {
    case "device":
      return <code className="mono">{rdma.name}</code>;
    case "missing":
      return (
        <span className={isBroken ? classes.missing : classes.lacking}>
          <StateIcon state={isBroken ? "BROKEN" : "WARN"} size={14} /> missing
        </span>
      );
    case "unknown":
      return (
        <span className={classes.unknown} title={rdma.reason}>
          not known
        </span>
      );
    case "none":
      return <span className={classes.dim}>{rdma.why === "no RDMA" ? "none" : rdma.why}</span>;
  }
}

function NotKnown() {
  return <span className={classes.unknown}>not known</span>;
}
