import { Link } from "@tanstack/react-router";
import { type Finding, linkName } from "../../api/types";
import { Age } from "../../ui/Age";
import { type State, StateIcon } from "../../ui/state";
import { FindingActions, FindingMarks } from "../life/FindingLife";
import classes from "./FindingsTable.module.css";

const SIGNS: Record<string, State> = { critical: "BROKEN", warning: "WARN", info: "NOT_APPLICABLE" };

/** Open findings, one a row. */
export function FindingsTable({ findings }: { findings: Finding[] }) {
  return (
    // scrolls sideways, so the keyboard must reach it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} role="region" aria-label="List of findings" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {["Severity", "Node", "Where", "Link", "Cause", "Since", "Actions"].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <FindingRow key={finding.id} finding={finding} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FindingRow({ finding }: { finding: Finding }) {
  const { pf } = finding;
  return (
    <tr>
      <td>
        <span className={classes.severity}>
          <StateIcon state={SIGNS[finding.severity] ?? "UNKNOWN"} size={15} />
          {finding.severity}
        </span>
      </td>
      <td>
        <Link
          to="/nodes/$node"
          params={{ node: finding.hostname }}
          search={pf ? { pf } : {}}
          className={`mono ${classes.node}`}
        >
          {finding.hostname}
        </Link>
      </td>
      <td className="mono">{finding.subject}</td>
      <td>{linkName(finding.link)}</td>
      <td className={classes.cause} title={finding.cause}>
        {finding.cause} <FindingMarks finding={finding} />
      </td>
      <td>
        <Age at={finding.firstSeen} since quiet />
      </td>
      <td>
        <FindingActions finding={finding} />
      </td>
    </tr>
  );
}
