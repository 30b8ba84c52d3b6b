import { X } from "lucide-react";
import { linkName } from "../../../api/types";
import { macOf } from "../names";
import { StateBadge } from "../../../ui/state";
import classes from "./VfDetails.module.css";
import { type Column, rdmaSentence } from "./model";
import { sentenceOf } from "./holders";

/** Everything about the chosen VF, in words: where the picture has no room and for who cannot see it. */
export function VfDetails({ column, onClose }: { column: Column; onClose: () => void }) {
  const { vf, trouble } = column;
  const facts: [string, string | undefined][] = [
    ["Address", vf.address],
    ["MAC", macOf(vf)],
    ["Interface", vf.netdev],
    ["Driver", vf.driver],
    ["Group", vf.iommuGroup?.toString()],
  ];
  return (
    <div className={classes.details} aria-live="polite">
      <div className={classes.head}>
        <strong>{column.label}</strong>
        {column.use.kind !== "held" && <span>{sentenceOf(column.use)}</span>}
        <span className={classes.dim}>{rdmaSentence(column.rdma)}</span>
        <button
          type="button"
          className={classes.close}
          onClick={onClose}
          aria-label={`Let go of ${column.label}`}
        >
          <X size={15} aria-hidden />
        </button>
      </div>
      {column.use.kind === "held" && (
        <ul className={classes.holders}>
          {column.use.all.map(({ icon: Icon, who, how }) => (
            <li key={`${who} ${how}`}>
              <Icon size={14} aria-hidden />
              <span>{who}</span>
              <span className={classes.dim}>{how}</span>
            </li>
          ))}
        </ul>
      )}
      {trouble && (
        <p className={classes.trouble}>
          <StateBadge
            state={trouble.broken ? "BROKEN" : "WARN"}
            word={`${trouble.broken ? "Broken" : "Degraded"} at ${linkName(trouble.link)}`}
          />
          <span>{trouble.cause}</span>
        </p>
      )}
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={value ? "mono" : classes.dim}>{value ?? "not known"}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
