import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useCan } from "../../app/session";
import { physicalFunctionsQuery } from "../../api/queries";
import type { Chain, ChainFinding, Node } from "../../api/types";
import { ProblemNote } from "../../ui/ProblemNote";
import { AnatomyPanel } from "./AnatomyPanel";
import { anatomyOf } from "./anatomy/model";
import { ChainPanel } from "./chain/ChainPanel";
import { chosenPf } from "./choice";
import { factsOf } from "./facts-of";
import { NodeFrame } from "./NodeFrame";
import { NotJudged } from "./NotJudged";
import { NodeOperations } from "./NodeOperations";
import classes from "./NodeView.module.css";
import { vfsOfQuery } from "./queries";
import { impossible } from "./ResizeButton";
import { wantedBy } from "./resize/wanted";
import { ScopeSwitch } from "./ScopeSwitch";
import type { NodeSearch } from "./search";

// what stands below the fold, and what only those need who change something
const NodeTabs = lazy(() => import("./tabs/NodeTabs").then((module) => ({ default: module.NodeTabs })));
const ResizeDialog = lazy(() =>
  import("./resize/ResizeDialog").then((module) => ({ default: module.ResizeDialog })),
);
const route = getRouteApi("/shell/nodes/$node");

interface Props {
  /** As the page's path names it. */
  name: string;
  node: Node;
  chain: Chain;
}

/** Where the chain breaks, what a port is made of, and what was said about it. */
export function NodeView({ name, node, chain }: Props) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [resizing, setResizing] = useState<{ target?: number }>();
  const right = useCan("operate");
  const pfs = useQuery(physicalFunctionsQuery(name));
  const pf = pfs.data && chosenPf(pfs.data.items, search.pf);
  const vfs = useQuery({ ...vfsOfQuery(name, pf?.address), enabled: pfs.data !== undefined });
  const error = pfs.error ?? vfs.error;

  const show = (change: Partial<NodeSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });

  const judged = chain.physicalFunctions.find((each) => each.address === pf?.address);
  const ofNode = search.chain === "node" || !judged;
  const links = judged?.links ?? chain.links;
  const model = anatomyOf({ pf, vfs: vfs.data ?? [], functions: pfs.data?.items ?? [], links });
  const found = model.columns.findIndex((column) => column.vf.address === search.vf);
  const chosen = found < 0 ? undefined : found;
  const choose = (at: number | undefined) =>
    show({ pf: pf?.address, vf: at === undefined ? undefined : model.columns[at]?.vf.address });

  /** A finding that a resize of this very port mends leads to the dialog. */
  function mend(finding: ChainFinding): (() => void) | undefined {
    const mends = finding.check === "vf-count-differs" && finding.subject === `pf ${pf?.address}`;
    if (!mends || !right.allowed || impossible(node, pf) !== undefined) return undefined;
    return () => setResizing({ target: wantedBy(finding) });
  }

  return (
    <NodeFrame node={node} pfs={pfs.data?.items ?? []} pf={pf} onResize={() => setResizing({})}>
      {error && (
        <ProblemNote error={error} onRetry={() => void Promise.all([pfs.refetch(), vfs.refetch()])} />
      )}
      <div className={node.silent ? `${classes.columns} ${classes.old}` : classes.columns}>
        <div className={classes.left}>
          <AnatomyPanel
            model={model}
            pfs={pfs.data?.items ?? []}
            isLoading={vfs.data === undefined}
            chosen={chosen}
            onChoose={choose}
            onPf={(address) => show({ pf: address, vf: undefined })}
          />
          <Suspense fallback={<div className={`panel ${classes.waiting}`} aria-busy />}>
            <NodeTabs
              node={node}
              name={name}
              model={model}
              hasVfs={vfs.data !== undefined}
              chosen={chosen}
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
            mend={mend}
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
          {chain.links.some((link) => link.unknowns.length > 0) && <NotJudged name={name} />}
          <NodeOperations node={node.id} />
        </div>
      </div>
      <Suspense>
        {/* not before the VFs are here: it names who loses one, and stays with what it showed first */}
        {resizing && pf && vfs.data && (
          <ResizeDialog
            node={node}
            model={model}
            links={links}
            target={resizing.target}
            onClose={() => setResizing(undefined)}
          />
        )}
      </Suspense>
    </NodeFrame>
  );
}
