import type { Operation } from "../../api/types";
import { When } from "../../ui/Age";
import classes from "./OperationPage.module.css";
import { OperationBadge } from "./states";
import { stepWords, tookWords } from "./words";

interface Moment {
  at: string;
  what: string;
  took?: number;
  /** What a hook of the node said. */
  said?: string;
  /** The node's clock told it; it may differ from the server's. */
  isNodesTime?: boolean;
}

/** Asked, begun, each step of the agent, ended. The steps' times are of the node's own clock. */
export function Timeline({ operation }: { operation: Operation }) {
  return (
    <ol className={classes.timeline}>
      {moments(operation).map((moment) => (
        <li key={`${moment.at} ${moment.what}`}>
          <span>
            {moment.what}
            {moment.took !== undefined && <span className={classes.took}>{tookWords(moment.took)}</span>}
            {moment.said && <pre className={classes.said}>{moment.said}</pre>}
          </span>
          <span className={classes.at}>
            {moment.isNodesTime && "node's clock "}
            <When at={moment.at} />
          </span>
        </li>
      ))}
      <li className={classes.now}>
        <OperationBadge state={operation.state} />
        <When at={operation.endedAt ?? operation.changedAt} />
      </li>
    </ol>
  );
}

export function moments(operation: Operation): Moment[] {
  // never sorted by time: two clocks tell it
  return [
    { at: operation.createdAt, what: `Asked by ${operation.requestedBy}` },
    ...(operation.startedAt ? [{ at: operation.startedAt, what: "The agent began" }] : []),
    ...operation.steps.map((step) => ({
      at: step.startedAt,
      what: stepWords(step.name),
      took: step.tookMs,
      said: step.output,
      isNodesTime: true,
    })),
  ];
}
