import { useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { BookOpen, CircleCheck } from "lucide-react";
import { HINTS, WITHOUT_HINTS, WITHOUT_SYMPTOM, withCheck, withSymptom } from "../../api/filters";
import { findingsQuery, symptomsQuery } from "../../api/queries";
import type { Symptom, Symptoms } from "../../api/types";
import { Page } from "../../app/Page";
import { EmptyState } from "../../ui/EmptyState";
import { FilterField } from "../../ui/FilterField";
import { ListLink } from "../../ui/ListLink";
import { counted } from "../../ui/numbers";
import { Panel } from "../../ui/Panel";
import { ProblemNote } from "../../ui/ProblemNote";
import { checkWords } from "../fleet/finding-groups";
import { CauseList } from "./CauseList";
import { CohortPanel } from "./CohortPanel";
import { FindingsTable } from "./FindingsTable";
import classes from "./SymptomPage.module.css";

const route = getRouteApi("/shell/findings/$id");

/** One symptom, or one check that shows as none: what causes it, and where it is open. */
export function SymptomPage() {
  const { id } = route.useParams();
  const { filter } = route.useSearch();
  const navigate = route.useNavigate();
  const subject = subjectOf(id, useSuspenseQuery(symptomsQuery).data);
  const list = useInfiniteQuery(findingsQuery({ filter: findingsOf(subject, filter) }));
  const findings = list.data?.pages.flatMap((page) => page.items) ?? [];
  const show = (next: string | undefined) => void navigate({ search: { filter: next }, replace: true });

  return (
    <Page
      title={subject.title}
      crumbs={[{ text: "Findings", to: "/findings" }, { text: subject.title }]}
      note={
        subject.nodes !== undefined && (
          <>
            <ListLink filter={subject.filter}>{counted(subject.nodes, "node")}</ListLink>
            {subject.hints > 0 && (
              <>
                {" "}
                <Link to="/findings/$id" params={{ id }} search={{ filter: HINTS }} replace>
                  also {counted(subject.hints, "hint")}
                </Link>
              </>
            )}
          </>
        )
      }
      actions={
        subject.hasRunbook && (
          <Link to="/runbooks/$name" params={{ name: id }} className="button">
            <BookOpen size={15} aria-hidden />
            Runbook
          </Link>
        )
      }
    >
      {subject.causes.length > 0 && (
        <Panel title="Causes" note="most nodes first">
          <CauseList causes={subject.causes} filter={filter} onFilter={show} />
        </Panel>
      )}
      {!!subject.nodes && <CohortPanel id={id} isSymptom={subject.hasRunbook} />}
      <Panel title="Open findings" note="of online nodes, newest first">
        <div className={classes.bar}>
          <FilterField filter={filter} onFilter={show} placeholder="site==fra1;severity==critical" />
        </div>
        {list.error && (
          <div className={classes.problem}>
            <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
          </div>
        )}
        {list.isPending && <div className={classes.waiting} aria-busy />}
        {list.data && findings.length === 0 && (
          <EmptyState icon={CircleCheck} title={filter ? "No finding matches" : "No open finding"} />
        )}
        {findings.length > 0 && <FindingsTable findings={findings} />}
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
      </Panel>
    </Page>
  );
}

interface Subject {
  title: string;
  /** Not known of many checks at once: a node counts once. */
  nodes?: number;
  /** Findings beside those that count. */
  hints: number;
  causes: Symptom["causes"];
  hasRunbook: boolean;
  /** Whether its hints are counted beside, and not among its findings. */
  hasHintsApart: boolean;
  filter: string;
}

/** Hints only where somebody asks for a severity. */
function findingsOf({ filter, hasHintsApart }: Subject, narrowed: string | undefined): string {
  const all = narrowed ? `${filter};(${narrowed})` : filter;
  return hasHintsApart && !narrowed?.includes("severity") ? `${all};${WITHOUT_HINTS}` : all;
}

function subjectOf(id: string, { items, withoutSymptom }: Symptoms): Subject {
  const symptom = items.find((each) => each.id === id);
  if (symptom) {
    const hints = symptom.severities.info;
    return { ...symptom, hints, hasRunbook: true, hasHintsApart: true, filter: withSymptom(id) };
  }
  // as metrics and alerts name it
  if (id === "none")
    return {
      title: "Without a symptom",
      hints: 0,
      causes: withoutSymptom.map((row) => ({ ...row, hints: 0 })),
      hasRunbook: true,
      hasHintsApart: false,
      filter: WITHOUT_SYMPTOM,
    };
  const nodes = withoutSymptom.find((each) => each.check === id)?.nodes ?? 0;
  return {
    title: checkWords(id),
    nodes,
    hints: 0,
    causes: [],
    hasRunbook: false,
    hasHintsApart: false,
    filter: withCheck(id),
  };
}
