import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ListChecks, SearchX } from "lucide-react";
import { Page } from "../../app/Page";
import { operationsQuery } from "../../api/queries";
import { OpenBreaker } from "../../app/breaker/OpenBreaker";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemNote } from "../../ui/ProblemNote";
import { FilterBar } from "./FilterBar";
import classes from "./OperationsPage.module.css";
import { OperationsTable } from "./OperationsTable";

const route = getRouteApi("/shell/operations");

/** What was asked of nodes, newest first. */
export function OperationsPage() {
  const { filter } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(operationsQuery({ filter }));
  const operations = list.data?.pages.flatMap((page) => page.items) ?? [];
  const show = (next: string | undefined) => void navigate({ search: { filter: next }, replace: true });

  return (
    <Page title="Operations" note={note(operations.length, list.hasNextPage)} actions={<OpenBreaker />}>
      <section className="panel" aria-label="Operations">
        <FilterBar filter={filter} onFilter={show} />
        {list.error && (
          <div className={classes.problem}>
            <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
          </div>
        )}
        {list.isPending && <div className={classes.waiting} aria-busy />}
        {list.data && operations.length === 0 && <Nothing filter={filter} onClear={() => show(undefined)} />}
        {operations.length > 0 && <OperationsTable operations={operations} />}
        {list.hasNextPage && (
          <div className={classes.more}>
            <button
              type="button"
              className="button"
              disabled={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {list.isFetchingNextPage ? "Loading…" : "Earlier"}
            </button>
          </div>
        )}
      </section>
    </Page>
  );
}

function note(shown: number, more: boolean): string | undefined {
  if (shown === 0) return undefined;
  return more ? `newest ${shown}` : String(shown);
}

function Nothing({ filter, onClear }: { filter: string | undefined; onClear: () => void }) {
  if (!filter)
    return (
      <EmptyState icon={ListChecks} title="No operations yet">
        A node's page has Resize VFs and Check now; what they do is kept here.
      </EmptyState>
    );
  return (
    <EmptyState icon={SearchX} title="No operation matches">
      <button type="button" className="button" onClick={onClear}>
        Drop the filter
      </button>
    </EmptyState>
  );
}
