import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight, History } from "lucide-react";
import { historyQuery } from "../../../api/queries";
import type { HistoryEvent } from "../../../api/types";
import { Age } from "../../../ui/Age";
import { EmptyState } from "../../../ui/EmptyState";
import { ProblemNote } from "../../../ui/ProblemNote";
import { eventWords } from "./events";
import classes from "./tabs.module.css";

/** What happened here, newest first. */
export function HistoryTab({ name }: { name: string }) {
  const history = useInfiniteQuery(historyQuery(name));
  if (history.error) return <ProblemNote error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return <div className={classes.waiting} aria-busy />;
  const events = history.data.pages.flatMap((page) => page.items);
  if (events.length === 0) return <EmptyState icon={History} title="Nothing has happened here yet" />;
  return (
    <div className={classes.history}>
      <ol>
        {events.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ol>
      {history.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {history.isFetchingNextPage ? "Loading…" : "Earlier"}
        </button>
      )}
    </div>
  );
}

function EventRow({ event }: { event: HistoryEvent }) {
  const { what, before, after, who, why, operation } = eventWords(event);
  return (
    <li>
      <span className={classes.when}>
        <Age at={event.at} />
      </span>
      <div>
        <p>
          <b>{what}</b> {event.subject !== "node" && <code className="mono">{event.subject}</code>}
          {(before ?? after) !== undefined && (
            <span className={classes.change}>
              <code className="mono">{before ?? "–"}</code>
              <ArrowRight size={13} aria-label="became" />
              <code className="mono">{after ?? "–"}</code>
            </span>
          )}
        </p>
        {(who ?? why ?? operation) && (
          <p className={classes.line}>
            {who && <span>by {who}</span>}
            {why && <span>“{why}”</span>}
            {operation && (
              <Link to="/operations/$id" params={{ id: operation }}>
                the operation
              </Link>
            )}
          </p>
        )}
      </div>
    </li>
  );
}
