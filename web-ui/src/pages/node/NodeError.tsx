import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { CopyX } from "lucide-react";
import { ApiError } from "../../api/errors";
import { Page } from "../../app/Page";
import { RouteError } from "../../app/RouteError";
import { EmptyState } from "../../ui/EmptyState";

/** Several nodes may have one hostname: then each is a link. */
export function NodeError(props: ErrorComponentProps) {
  const { error } = props;
  const candidates = error instanceof ApiError && error.status === 409 ? candidatesOf(error) : [];
  if (candidates.length === 0) return <RouteError {...props} />;
  return (
    <Page title="More than one fits" crumbs={[{ text: "Nodes", to: "/nodes" }]}>
      <div className="panel">
        <EmptyState icon={CopyX} title="Several nodes have this name">
          {candidates.map((id) => (
            <p key={id}>
              <Link to="/nodes/$node" params={{ node: id }} className="mono">
                {id}
              </Link>
            </p>
          ))}
        </EmptyState>
      </div>
    </Page>
  );
}

function candidatesOf({ problem }: ApiError): string[] {
  if (!Array.isArray(problem.candidates)) return [];
  return problem.candidates.flatMap((each: { id?: unknown }) =>
    typeof each?.id === "string" ? [each.id] : [],
  );
}
