import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { type Finding, linkName } from "../../../api/types";
import { Age } from "../../../ui/Age";
import { EmptyState } from "../../../ui/EmptyState";
import { ProblemNote } from "../../../ui/ProblemNote";
import { type State, StateIcon } from "../../../ui/state";
import { FindingActions, FindingMarks } from "../../life/FindingLife";
import { openFindingsQuery, resolvedFindingsQuery } from "../queries";
import classes from "./tabs.module.css";

const SIGNS: Record<string, State> = { critical: "BROKEN", warning: "WARN", info: "NOT_APPLICABLE" };

/** What is wrong here now, and what was. */
export function FindingsTab({ node }: { node: string }) {
  const open = useQuery(openFindingsQuery(node));
  const resolved = useQuery(resolvedFindingsQuery(node));
  const error = open.error ?? resolved.error;
  if (error) return <ProblemNote error={error} onRetry={() => void open.refetch()} />;
  if (!open.data || !resolved.data) return <div className={classes.waiting} aria-busy />;
  if (open.data.length + resolved.data.length === 0)
    return <EmptyState icon={CircleCheck} title="Nothing was ever found here" />;
  return (
    <div className={classes.findings}>
      <FindingList title="Open" findings={open.data} />
      <FindingList title="Resolved" findings={resolved.data} />
    </div>
  );
}

function FindingList({ title, findings }: { title: string; findings: Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <section>
      <h3>
        {title} <span className={classes.count}>{findings.length}</span>
      </h3>
      <ul>
        {findings.map((finding) => (
          <li key={finding.id}>
            <StateIcon state={finding.resolvedAt ? "OK" : (SIGNS[finding.severity] ?? "UNKNOWN")} />
            <div>
              <p>{finding.cause}</p>
              <p className={classes.line}>
                <span>{linkName(finding.link)}</span>
                <span>{finding.severity}</span>
                <code className="mono">{finding.subject}</code>
                <code className="mono">{finding.check}</code>
                {finding.causedBy && <span>follows from another finding</span>}
                {finding.reopened > 0 && <span>came back {finding.reopened} ×</span>}
                <FindingMarks finding={finding} />
              </p>
            </div>
            <span className={classes.when}>
              {finding.resolvedAt ? (
                <>
                  resolved <Age at={finding.resolvedAt} />
                </>
              ) : (
                <Age at={finding.firstSeen} since />
              )}
              {!finding.resolvedAt && (
                <>
                  {" "}
                  <FindingActions finding={finding} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
