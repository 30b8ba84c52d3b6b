import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Hourglass } from "lucide-react";
import { ApiError } from "../../api/errors";
import { chainQuery, nodeQuery } from "../../api/queries";
import type { Node } from "../../api/types";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemNote } from "../../ui/ProblemNote";
import { NodeFrame } from "./NodeFrame";
import { NodeView } from "./NodeView";

const route = getRouteApi("/shell/nodes/$node");

/** One node by its hostname or id, whether it has reported or not. */
export function NodePage() {
  const { node: name } = route.useParams();
  const { data: node } = useSuspenseQuery(nodeQuery(name));
  const chain = useQuery(chainQuery(name));
  if (chain.data) return <NodeView name={name} node={node} chain={chain.data} />;
  return (
    <NodeFrame node={node} pfs={[]} pf={undefined}>
      {chain.error && <Unjudged node={node} error={chain.error} onRetry={() => void chain.refetch()} />}
    </NodeFrame>
  );
}

function Unjudged({ node, error, onRetry }: { node: Node; error: Error; onRetry: () => void }) {
  const hasNoReport = error instanceof ApiError && error.status === 404;
  if (!hasNoReport) return <ProblemNote error={error} onRetry={onRetry} />;
  return (
    <div className="panel">
      <EmptyState icon={Hourglass} title="No report yet">
        {node.status === "PENDING"
          ? "The node waits for approval; what it says is kept apart until then, and nothing is judged."
          : "Nothing is known about this node until its agent has sent its first report."}
      </EmptyState>
    </div>
  );
}
