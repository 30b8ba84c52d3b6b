import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { ApiError } from "../api/errors";
import { EmptyState } from "../ui/EmptyState";
import { ProblemNote } from "../ui/ProblemNote";
import { Page } from "./Page";

/** Instead of a page that could not be made. */
export function RouteError({ error }: ErrorComponentProps) {
  const router = useRouter();
  const { reset } = useQueryErrorResetBoundary();
  if (error instanceof ApiError && error.status === 404) return <NotFound detail={error.problem.detail} />;
  return (
    <Page title="Problem" heading="This page cannot be shown">
      <ProblemNote
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </Page>
  );
}

export function NotFound({ detail }: { detail?: string }) {
  return (
    <Page title="Not found">
      <div className="panel">
        <EmptyState icon={SearchX} title={detail ?? "There is no such page"}>
          <Link to="/">Fleet</Link> · <Link to="/nodes">Nodes</Link> ·{" "}
          <Link to="/operations">Operations</Link>, or press <kbd>/</kbd> to search.
        </EmptyState>
      </div>
    </Page>
  );
}
