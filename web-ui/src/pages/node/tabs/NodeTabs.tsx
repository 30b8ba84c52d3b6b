import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { Node } from "../../../api/types";
import type { AnatomyModel } from "../anatomy/model";
import { openFindingsQuery } from "../queries";
import { TABS, type Tab } from "../search";
import classes from "./tabs.module.css";
import { TabList } from "./TabList";
import { VfTable } from "./VfTable";

// what is not the first thing asked comes when it is asked for
const FindingsTab = lazy(() => import("./FindingsTab").then((module) => ({ default: module.FindingsTab })));
const HistoryTab = lazy(() => import("./HistoryTab").then((module) => ({ default: module.HistoryTab })));
const MemoryTab = lazy(() => import("./MemoryTab").then((module) => ({ default: module.MemoryTab })));
const ReportTab = lazy(() => import("./ReportTab").then((module) => ({ default: module.ReportTab })));

interface Props {
  node: Node;
  /** As the page's path names it. */
  name: string;
  model: AnatomyModel;
  /** Whether the model has its VFs; until then it has none, which means nothing. */
  hasVfs: boolean;
  chosen: number | undefined;
  onChoose: (position: number | undefined) => void;
  tab: Tab;
  onTab: (tab: Tab) => void;
}

export function NodeTabs(props: Props) {
  const { node, model, hasVfs, tab, onTab } = props;
  const open = useQuery(openFindingsQuery(node.id));
  const counts: Partial<Record<Tab, number>> = {
    vfs: hasVfs ? model.columns.length : undefined,
    findings: open.data?.length,
  };
  const tabs = TABS.map((id) => ({
    id,
    name: (
      <>
        {NAMES[id]} <span className={classes.count}>{counts[id]}</span>
      </>
    ),
  }));
  return (
    <section className="panel" aria-label="Details">
      <TabList label="Details" tabs={tabs} chosen={tab} onChoose={onTab}>
        <Suspense fallback={<div className={classes.waiting} aria-busy />}>
          <Content {...props} />
        </Suspense>
      </TabList>
    </section>
  );
}

function Content({ node, name, model, hasVfs, chosen, onChoose, tab }: Props) {
  switch (tab) {
    case "vfs":
      return hasVfs ? (
        <VfTable model={model} chosen={chosen} onChoose={onChoose} />
      ) : (
        <div className={classes.waiting} aria-busy />
      );
    case "findings":
      return <FindingsTab node={node.id} />;
    case "memory":
      return <MemoryTab name={name} />;
    case "history":
      return <HistoryTab name={name} />;
    case "report":
      return <ReportTab name={name} hostname={node.hostname} />;
  }
}

const NAMES: Record<Tab, string> = {
  vfs: "Virtual functions",
  findings: "Findings",
  memory: "Hugepages & NUMA",
  history: "History",
  report: "Raw report",
};
