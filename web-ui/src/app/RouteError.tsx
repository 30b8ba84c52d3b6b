import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { CloudOff, SearchX } from "lucide-react";
import { ApiError } from "../api/errors";
import { EmptyState } from "../ui/EmptyState";
import { ProblemNote } from "../ui/ProblemNote";
import { Page } from "./Page";

/** Instead of a page that could not be made. */
export function RouteError({ error }: ErrorComponentProps) {
  const router = useRouter();
  const { reset } = useQueryErrorResetBoundary();
  if (isMissingChunk(error)) return <Outdated />;
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

const CHUNK = /preload CSS|dynamically imported module|importing a module script/i;

/** The server is away, or serves a newer version of the pages than the one that is open. */
function isMissingChunk(error: unknown): boolean {
  return error instanceof Error && CHUNK.test(error.message);
}

function Outdated() {
  return (
    <Page title="Problem" heading="This page could not be loaded">
      <div className="panel">
        <EmptyState icon={CloudOff} title="The server is away or was updated">
          <button type="button" className="button" onClick={() => location.reload()}>
            Load again
          </button>
        </EmptyState>
      </div>
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
