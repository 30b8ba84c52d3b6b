import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { chainQuery, nodeQuery, physicalFunctionsQuery } from "../../api/queries";
import type { ChainLink, PhysicalFunction } from "../../api/types";
import { ProblemNote } from "../../ui/ProblemNote";
import { AnatomyPanel } from "./AnatomyPanel";
import { anatomyOf } from "./anatomy/model";
import { ChainPanel } from "./chain/ChainPanel";
import { chosenPf } from "./choice";
import { factsOf } from "./facts-of";
import classes from "./NodePage.module.css";
import { NodeFrame } from "./NodeFrame";
import { NodeOperations } from "./NodeOperations";
import { vfsOfQuery } from "./queries";
import { ScopeSwitch } from "./ScopeSwitch";
import type { NodeSearch } from "./search";

// what stands below the fold, and what only those need who change something
const NodeTabs = lazy(() => import("./tabs/NodeTabs").then((module) => ({ default: module.NodeTabs })));
const ResizeDialog = lazy(() =>
  import("./resize/ResizeDialog").then((module) => ({ default: module.ResizeDialog })),
);
const route = getRouteApi("/shell/nodes/$node");

/** One node: where its chain breaks, what a port is made of, and what was said about it. */
export function NodePage() {
  const { node: name } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isResizing, setResizing] = useState(false);
  const { data: node } = useSuspenseQuery(nodeQuery(name));
  const { data: chain } = useSuspenseQuery(chainQuery(name));
  const pfs = useQuery(physicalFunctionsQuery(name));
  const pf: PhysicalFunction | undefined = pfs.data && chosenPf(pfs.data.items, search.pf);
  const vfs = useQuery({ ...vfsOfQuery(name, pf?.address), enabled: pfs.data !== undefined });

  const show = (change: Partial<NodeSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });

  const judged = chain.physicalFunctions.find((each) => each.address === pf?.address);
  const ofNode = search.chain === "node" || !judged;
  const links: ChainLink[] = judged?.links ?? chain.links;
  const model = anatomyOf({ pf, vfs: vfs.data ?? [], functions: pfs.data?.items ?? [], links });
  const found = model.columns.findIndex((column) => column.vf.address === search.vf);
  const position = found < 0 ? undefined : found;
  const choose = (at: number | undefined) =>
    show({ vf: at === undefined ? undefined : model.columns[at]?.vf.address });

  return (
    <NodeFrame node={node} pfs={pfs.data?.items ?? []} pf={pf} onResize={() => setResizing(true)}>
      {(pfs.error ?? vfs.error) && (
        <ProblemNote
          error={pfs.error ?? vfs.error}
          onRetry={() => void Promise.all([pfs.refetch(), vfs.refetch()])}
        />
      )}
      <div className={node.silent ? `${classes.columns} ${classes.old}` : classes.columns}>
        <div className={classes.left}>
          <AnatomyPanel
            model={model}
            pfs={pfs.data?.items ?? []}
            isLoading={pfs.isPending || vfs.isPending}
            chosen={position}
            onChoose={choose}
            onPf={(address) => show({ pf: address, vf: undefined })}
          />
          <Suspense fallback={<div className={`panel ${classes.waiting}`} aria-busy />}>
            <NodeTabs
              node={node}
              name={name}
              model={model}
              chosen={position}
              onChoose={choose}
              tab={search.tab ?? "vfs"}
              onTab={(tab) => show({ tab: tab === "vfs" ? undefined : tab })}
            />
          </Suspense>
        </div>
        <div className={classes.right}>
          <ChainPanel
            key={`${pf?.address} ${ofNode}`}
            links={ofNode ? chain.links : links}
            facts={factsOf(node, ofNode ? undefined : model)}
            outOfScope={!ofNode && judged && !judged.inScope ? judged.why : undefined}
            switcher={
              judged && (
                <ScopeSwitch
                  pf={judged.address}
                  isNode={ofNode}
                  onChange={(isNode) => show({ chain: isNode ? "node" : undefined })}
                />
              )
            }
          />
          <NodeOperations node={node.id} />
        </div>
      </div>
      {isResizing && pf && (
        <Suspense>
          <ResizeDialog node={node} model={model} links={links} onClose={() => setResizing(false)} />
        </Suspense>
      )}
    </NodeFrame>
  );
}
