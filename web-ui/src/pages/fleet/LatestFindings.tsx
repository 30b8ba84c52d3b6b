import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { latestFindingsQuery } from "../../api/queries";
import { type Finding, linkName } from "../../api/types";
import { Age } from "../../ui/Age";
import { Panel } from "../../ui/Panel";
import { ProblemNote } from "../../ui/ProblemNote";
import { StateIcon } from "../../ui/state";
import classes from "./LatestFindings.module.css";

/** What broke last, and where. Stays as it is while somebody points at it. */
export function LatestFindings() {
  const latest = useQuery(latestFindingsQuery);
  const [held, setHeld] = useState<Finding[]>();
  const shown = held ?? latest.data?.items ?? [];
  if (latest.isError)
    return (
      <Panel title="Newest findings">
        <ProblemNote error={latest.error} onRetry={() => void latest.refetch()} />
      </Panel>
    );
  if (shown.length === 0) return null;
  return (
    <Panel title="Newest findings" note="of online nodes, consequences left out">
      <ul
        className={classes.list}
        onPointerEnter={() => setHeld(shown)}
        onPointerLeave={() => setHeld(undefined)}
      >
        {shown.map((finding) => (
          <Row key={finding.id} finding={finding} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ finding }: { finding: Finding }) {
  return (
    <li className={classes.row}>
      <StateIcon state={finding.severity === "critical" ? "BROKEN" : "WARN"} size={16} />
      <Link to="/nodes/$node" params={{ node: finding.hostname }} className={`mono ${classes.node}`}>
        {finding.hostname}
      </Link>
      <span className={classes.cause} title={finding.cause}>
        <b>{linkName(finding.link)}</b> {finding.cause}
      </span>
      <span className={classes.age}>
        <Age at={finding.lastChanged} quiet />
      </span>
    </li>
  );
}
