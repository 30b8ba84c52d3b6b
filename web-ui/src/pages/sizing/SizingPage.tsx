import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Ruler } from "lucide-react";
import { useState } from "react";
import { sizingQuery, sizingSummaryQuery } from "../../api/queries";
import { Page } from "../../app/Page";
import { EmptyState } from "../../ui/EmptyState";
import { count } from "../../ui/numbers";
import { Panel } from "../../ui/Panel";
import { ProblemNote } from "../../ui/ProblemNote";
import { MOST_VFS } from "./search";
import classes from "./SizingPage.module.css";
import { SizingTable } from "./SizingTable";

const route = getRouteApi("/shell/sizing");
const USUAL = 32;

/** "32 VFs per port everywhere?" */
export function SizingPage() {
  const { vfs = USUAL, filter } = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(String(vfs));
  const summary = useQuery(sizingSummaryQuery(vfs));
  const list = useInfiniteQuery(sizingQuery(vfs, filter));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const error = summary.error ?? list.error;
  const show = (next: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, filter: next }), replace: true });

  return (
    <Page title="Sizing" note="how many VFs each port could have">
      <Panel title="Could every port have so many?" note="by the last reports of online nodes">
        <form
          className={classes.ask}
          onSubmit={(event) => {
            event.preventDefault();
            void navigate({ search: (before) => ({ ...before, vfs: Number(text) }) });
          }}
        >
          <label htmlFor="sizing-vfs">VFs per port</label>
          <input
            id="sizing-vfs"
            className={`input ${classes.count}`}
            type="number"
            min={1}
            max={MOST_VFS}
            required
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" className="button">
            Ask
          </button>
          {summary.data && (
            <span role="status">
              {count(summary.data.yes)} ports could, {count(summary.data.no)} could not,{" "}
              {count(summary.data.unknown)} not known
              {summary.data.silent > 0 && `, ${count(summary.data.silent)} silent`}
            </span>
          )}
        </form>
        <div className={classes.reasons}>
          {summary.data?.because.map(({ answer, limit, pfs }) => {
            const own = `status==ONLINE;answer==${answer};limit==${limit}`;
            const isChosen = filter === own;
            return (
              <button
                key={own}
                type="button"
                className="button"
                aria-pressed={isChosen}
                onClick={() => show(isChosen ? undefined : own)}
              >
                {answer === "NO" ? "No" : "Not known"}: {limit} ({count(pfs)})
              </button>
            );
          })}
        </div>
      </Panel>
      <Panel title="Ports">
        {error && <ProblemNote error={error} onRetry={() => void list.refetch()} />}
        {list.data && items.length === 0 && <EmptyState icon={Ruler} title="No port to size" />}
        {items.length > 0 && <SizingTable items={items} />}
        {list.hasNextPage && (
          <div className={classes.ask}>
            <button
              type="button"
              className="button"
              disabled={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {list.isFetchingNextPage ? "Loading…" : "More"}
            </button>
          </div>
        )}
      </Panel>
    </Page>
  );
}
