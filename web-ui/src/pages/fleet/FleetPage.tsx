import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { CircleCheck, Link as LinkIcon } from "lucide-react";
import { firstBrokenAt, PENDING, withCheck, withSymptom } from "../../api/filters";
import { mapQuery, nodeIdsQuery, summaryQuery, symptomsQuery } from "../../api/queries";
import { linkName, type MapNode } from "../../api/types";
import { LiveDot } from "../../app/LiveDot";
import { Page } from "../../app/Page";
import { CopyButton } from "../../ui/CopyButton";
import { EmptyState } from "../../ui/EmptyState";
import { ListLink } from "../../ui/ListLink";
import { counted } from "../../ui/numbers";
import { Panel } from "../../ui/Panel";
import { ChainPanel } from "./ChainPanel";
import classes from "./FleetPage.module.css";
import { checkWords, type FindingGroup, findingGroups } from "./finding-groups";
import { HealthStrip } from "./HealthStrip";
import { MapPanel } from "./MapPanel";
import { NoNodes } from "./NoNodes";
import { LatestFindings } from "./LatestFindings";
import type { FleetSearch } from "./search";
import { SymptomList } from "./SymptomList";

const route = getRouteApi("/shell/");

/** What is picked on this page, as the list of nodes would be asked for it. */
export interface Pick {
  title: string;
  filter: string;
}

/** Those that are gone for good have no place any more. */
function mapped({ items }: { items: MapNode[] }): MapNode[] {
  return items.filter((node) => node.status !== "RETIRED");
}

export function FleetPage() {
  const search = route.useSearch();
  const summary = useSuspenseQuery(summaryQuery).data;
  const nodes = useSuspenseQuery({ ...mapQuery, select: mapped }).data;
  const symptoms = useSuspenseQuery(symptomsQuery).data;
  const groups = findingGroups(symptoms);
  const pick = pickOf(search, (id) => symptoms.items.find((each) => each.id === id)?.title ?? id);
  const picked = useQuery({ ...nodeIdsQuery(pick?.filter ?? ""), enabled: pick !== undefined });

  if (summary.nodes.total === 0) return <NoNodes />;
  const isWhole = summary.verdicts.broken + summary.verdicts.warn + summary.verdicts.unknown === 0;
  return (
    <Page
      title="Fleet"
      note={<LiveDot>{counted(summary.nodes.online, "agent")}</LiveDot>}
      actions={
        <>
          {summary.nodes.pending > 0 && (
            <ListLink filter={PENDING} className="button">
              {counted(summary.nodes.pending, "node waits", "nodes wait")} for approval
            </ListLink>
          )}
          <CopyButton
            value={location.href}
            label="Copy the link to this view"
            text="Copy link"
            icon={LinkIcon}
          />
        </>
      }
    >
      <HealthStrip summary={summary} />
      <ChainPanel summary={summary} chosen={search.link} />
      <div className={classes.columns}>
        <MapPanel
          nodes={nodes}
          search={search}
          pick={pick}
          picked={pick ? picked.data : undefined}
          error={picked.error}
        />
        <div className={classes.column}>
          <Panel
            title="Findings by symptom"
            note="of online nodes, worst first"
            actions={<Link to="/findings">All findings</Link>}
          >
            {groups.length > 0 ? (
              <SymptomList
                groups={groups}
                isChosen={(group) => isChosen(group, search)}
                renderTitle={(group, className) => (
                  <PickLink group={group} search={search} className={className} />
                )}
              />
            ) : (
              <NoSymptom isWhole={isWhole} />
            )}
          </Panel>
          <LatestFindings />
        </div>
      </div>
    </Page>
  );
}

function isChosen(group: FindingGroup, { symptom, check }: FleetSearch): boolean {
  return group.search.symptom === symptom && group.search.check === check;
}

/** Marks the group's nodes on the map, or takes the mark away. */
function PickLink({
  group,
  search,
  className,
}: {
  group: FindingGroup;
  search: FleetSearch;
  className: string | undefined;
}) {
  const chosen = isChosen(group, search);
  const nothing = { link: undefined, symptom: undefined, check: undefined };
  return (
    <Link
      to="/"
      search={(before) => ({ ...before, ...nothing, ...(chosen ? {} : group.search) })}
      aria-current={chosen ? "true" : undefined}
      resetScroll={false}
      className={className}
    >
      {group.title}
    </Link>
  );
}

function NoSymptom({ isWhole }: { isWhole: boolean }) {
  return isWhole ? (
    <EmptyState icon={CircleCheck} title="Every chain that could be judged is whole">
      What breaks will stand here with its cause.
    </EmptyState>
  ) : (
    <EmptyState icon={CircleCheck} title="No open finding">
      Nodes that are not healthy are in the list of nodes.
    </EmptyState>
  );
}

function pickOf(
  { link, symptom, check }: FleetSearch,
  titleOf: (symptom: string) => string,
): Pick | undefined {
  if (symptom) return { title: titleOf(symptom), filter: withSymptom(symptom) };
  if (check) return { title: checkWords(check), filter: withCheck(check) };
  if (link) return { title: `first broken at ${linkName(link)}`, filter: firstBrokenAt(link) };
  return undefined;
}
