import { useHotkeys } from "@mantine/hooks";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Download, Link as LinkIcon, SearchX } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { allNodes, mapQuery, nodesQuery, summaryQuery, symptomsQuery } from "../../api/queries";
import { useHeldChanges } from "../../app/held-changes";
import { Page } from "../../app/Page";
import { CopyButton } from "../../ui/CopyButton";
import { EmptyState } from "../../ui/EmptyState";
import { count } from "../../ui/numbers";
import { ProblemNote } from "../../ui/ProblemNote";
import { ChangesBar } from "./ChangesBar";
import { ColumnMenu, shownColumns } from "./ColumnMenu";
import { COLUMNS } from "./columns";
import { download, toCsv } from "./csv";
import { facets } from "./facets";
import { FilterBar } from "./FilterBar";
import { formatTerms, parseTerms, type Term } from "../../api/filter-terms";
import classes from "./NodesPage.module.css";
import { NodesTable } from "./NodesTable";
import { SelectionBar } from "./SelectionBar";

const route = getRouteApi("/shell/nodes");
const NONE: ReadonlySet<string> = new Set();
/** Beyond this many pages the list is asked for again only when somebody says so. */
const MANY_PAGES = 4;

export function NodesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [selected, setSelected] = useState(NONE);
  const nameField = useRef<HTMLInputElement>(null);
  const list = useInfiniteQuery(nodesQuery(search));
  const shown = shownColumns.use();
  const columns = useMemo(() => COLUMNS.filter((column) => shown.includes(column.id)), [shown]);
  const nodes = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const terms = useMemo(() => parseTerms(search.filter), [search.filter]);
  const held = useHeldChanges(selected.size > 0 || (list.data?.pages.length ?? 0) > MANY_PAGES, () => {
    void list.refetch();
  });
  const options = useFacets(nodes.flatMap((node) => node.profile ?? []));
  const total = useQuery(summaryQuery).data?.nodes.total;
  const csv = useMutation({
    mutationFn: async () => download("vfleet-nodes.csv", toCsv(await allNodes(search), columns)),
  });
  useHotkeys([["f", () => nameField.current?.focus()]]);

  function filterBy(next: Term[]) {
    setSelected(NONE);
    void navigate({ search: (before) => ({ ...before, filter: formatTerms(next) }), replace: true });
  }

  const isEmpty = list.isSuccess && nodes.length === 0;
  return (
    <Page
      title="Nodes"
      fill
      note={
        <span role="status">
          {list.isSuccess && count(list.data.pages[0]?.totalSize ?? nodes.length)}
          {list.isSuccess && total !== undefined && ` of ${count(total)}`}
        </span>
      }
      actions={
        <>
          <ColumnMenu />
          <button type="button" className="button" disabled={csv.isPending} onClick={() => csv.mutate()}>
            <Download size={15} aria-hidden />
            {csv.isPending ? "Reading…" : "CSV"}
          </button>
          <CopyButton
            value={location.href}
            label="Copy the link to this list"
            text="Copy link"
            icon={LinkIcon}
          />
        </>
      }
    >
      {csv.isError && <ProblemNote error={csv.error} />}
      <section
        className={`panel ${classes.panel}`}
        aria-label="Nodes"
        aria-busy={list.isFetching}
        {...held.area}
      >
        {selected.size > 0 ? (
          <SelectionBar selected={selected} onClear={() => setSelected(NONE)} />
        ) : (
          <FilterBar terms={terms} facets={options} onChange={filterBy} field={nameField} />
        )}
        {held.waiting && <ChangesBar waiting={held.waiting} onApply={held.release} />}
        {list.isError && (
          <div className={classes.problem}>
            <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
          </div>
        )}
        {isEmpty ? (
          <NoMatch terms={terms} onChange={filterBy} />
        ) : list.isPending ? (
          <div className={classes.skeleton} aria-hidden />
        ) : (
          <NodesTable
            nodes={nodes}
            columns={columns}
            orderBy={search.orderBy}
            onOrder={(orderBy) =>
              void navigate({
                search: (before) => ({ ...before, orderBy: orderBy === "hostname" ? undefined : orderBy }),
                replace: true,
              })
            }
            selected={selected}
            onSelect={setSelected}
            onMore={list.hasNextPage && !list.isFetching ? () => void list.fetchNextPage() : undefined}
          />
        )}
      </section>
    </Page>
  );
}

function useFacets(profilesHere: string[]) {
  const map = useQuery(mapQuery).data;
  const symptoms = useQuery(symptomsQuery).data;
  const profiles = [...new Set(profilesHere)].sort();
  return facets(map?.items ?? [], symptoms?.items ?? [], profiles);
}

function NoMatch({ terms, onChange }: { terms: Term[]; onChange: (terms: Term[]) => void }) {
  if (terms.length === 0) return <EmptyState icon={SearchX} title="No node has joined yet" />;
  return (
    <EmptyState icon={SearchX} title="No node matches all of this">
      <div className={classes.drops}>
        {terms.map((term) => (
          <button
            key={term.raw}
            type="button"
            className="button"
            onClick={() => onChange(terms.filter((each) => each !== term))}
          >
            Without <code className="mono">{term.raw}</code>
          </button>
        ))}
      </div>
    </EmptyState>
  );
}
