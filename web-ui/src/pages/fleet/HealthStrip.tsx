import type { ReactNode } from "react";
import { JUDGED, SILENT, withVerdict } from "../../api/filters";
import type { FleetSummary } from "../../api/types";
import { Bar } from "../../ui/Bar";
import { ListLink } from "../../ui/ListLink";
import { count, share } from "../../ui/numbers";
import { LOOKS, type State, StateIcon } from "../../ui/state";
import classes from "./HealthStrip.module.css";

/** How the fleet is, in six numbers. */
export function HealthStrip({ summary }: { summary: FleetSummary }) {
  const { nodes, verdicts, vfs } = summary;
  const judged = nodes.online + nodes.late + nodes.offline;
  return (
    <section className={`panel ${classes.strip}`} aria-label="Health of the fleet">
      <div className={`${classes.cell} ${classes.wide}`}>
        <span className={classes.label}>Nodes with a whole chain</span>
        <span className={classes.numbers}>
          <ListLink filter={withVerdict("OK")} className={classes.big}>
            {share(verdicts.ok, judged)}
          </ListLink>
          <span className={classes.of}>
            <ListLink filter={withVerdict("OK")}>{count(verdicts.ok)}</ListLink> of{" "}
            <ListLink filter={JUDGED}>{count(judged)}</ListLink>
          </span>
        </span>
        <Bar
          label="Nodes by verdict"
          parts={[
            { state: "OK", value: verdicts.ok },
            { state: "NOT_APPLICABLE", value: verdicts.notApplicable },
            { state: "WARN", value: verdicts.warn },
            { state: "BROKEN", value: verdicts.broken },
            { state: "UNKNOWN", value: verdicts.unknown },
            { state: "SILENT", value: verdicts.silent },
          ]}
        />
      </div>
      <Tile state="BROKEN" value={verdicts.broken} filter={withVerdict("BROKEN")}>
        a link does not hold
      </Tile>
      <Tile state="WARN" value={verdicts.warn} filter={withVerdict("WARN")}>
        whole, with warnings
      </Tile>
      <Tile state="UNKNOWN" value={verdicts.unknown} filter={withVerdict("UNKNOWN")}>
        a fact is not readable
      </Tile>
      <Tile state="SILENT" value={verdicts.silent} filter={SILENT}>
        {verdicts.silent > 0
          ? `${count(nodes.late)} late, ${count(nodes.offline)} offline`
          : "all report in time"}
      </Tile>
      <VfsInUse {...vfs} />
    </section>
  );
}

interface TileProps {
  state: State;
  value: number;
  filter: string;
  children: ReactNode;
}

function Tile({ state, value, filter, children }: TileProps) {
  const { word, tone } = LOOKS[state];
  return (
    <div className={classes.cell}>
      <span className={`${classes.label} ${value > 0 ? classes[tone] : ""}`}>
        <StateIcon state={state} size={15} />
        {word}
      </span>
      <ListLink filter={filter} className={classes.big} label={`${count(value)} ${word.toLowerCase()}, list`}>
        {count(value)}
      </ListLink>
      <span className={classes.note}>{children}</span>
    </div>
  );
}

/** A VF without a proven holder is not proven free: what nobody could tell stands beside what is proven. */
function VfsInUse({ active, inUse, inUseUnknown }: FleetSummary["vfs"]) {
  const isNothingKnown = inUse === 0 && inUseUnknown > 0;
  return (
    <div className={classes.cell}>
      <span className={classes.label}>VFs in use</span>
      <span className={classes.numbers}>
        <span className={classes.big}>{isNothingKnown ? "Not known" : count(inUse)}</span>
        <span className={classes.of}>
          of <ListLink filter="status==ONLINE;vfs.active=gt=0">{count(active)}</ListLink>
        </span>
      </span>
      <span className={classes.note}>
        {isNothingKnown ? "no holder of a VF is proven" : `${count(inUseUnknown)} not known`}
      </span>
    </div>
  );
}
