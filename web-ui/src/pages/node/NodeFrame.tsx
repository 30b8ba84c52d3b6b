import { Link2, Radio } from "lucide-react";
import type { ReactNode } from "react";
import { quoted } from "../../api/filters";
import { type Crumb, Page } from "../../app/Page";
import type { Node, PhysicalFunction } from "../../api/types";
import { Age } from "../../ui/Age";
import { CopyButton } from "../../ui/CopyButton";
import { LOOKS, StateIcon } from "../../ui/state";
import { MaintenanceBanner, MaintenanceButton } from "../life/Maintenance";
import { CheckNow } from "./CheckNow";
import { judgedWords, verdictWords } from "./choice";
import { plural, speedWords } from "./names";
import classes from "./NodeFrame.module.css";
import { ResizeButton } from "./ResizeButton";

interface Props {
  node: Node;
  pfs: PhysicalFunction[];
  pf: PhysicalFunction | undefined;
  /** Absent while there is nothing to resize. */
  onResize?: () => void;
  children: ReactNode;
}

/** Who the node is, how it stands, what can be done. */
export function NodeFrame({ node, pfs, pf, onResize, children }: Props) {
  return (
    <Page
      title={node.hostname}
      heading={<span className={`mono ${classes.name}`}>{node.hostname}</span>}
      note={<Verdict node={node} />}
      crumbs={crumbs(node)}
      facts={<Facts node={node} pfs={pfs} />}
      actions={
        <>
          <CheckNow node={node} />
          <MaintenanceButton node={node} />
          {onResize && <ResizeButton node={node} pf={pf} onOpen={onResize} />}
        </>
      }
    >
      <MaintenanceBanner node={node} />
      {node.silent && <SilentBanner node={node} />}
      {children}
    </Page>
  );
}

/** Where it stands; each place leads to the nodes there. */
function crumbs({ site, rack, slot }: Node): Crumb[] {
  const all: Crumb[] = [{ text: "Nodes", to: "/nodes" }];
  if (site) all.push({ text: site, to: list(`site==${quoted(site)}`) });
  if (site && rack)
    all.push({ text: `rack ${rack}`, to: list(`site==${quoted(site)};rack==${quoted(rack)}`) });
  if (slot) all.push({ text: `slot ${slot}` });
  return all;
}

function list(filter: string): string {
  return `/nodes?filter=${encodeURIComponent(filter)}`;
}

function Verdict({ node }: { node: Node }) {
  const { state, words } = verdictWords(node);
  return (
    <span className={classes.note}>
      <span className={`${classes.verdict} ${classes[LOOKS[state].tone]}`}>
        <StateIcon state={state} size={15} />
        {words}
      </span>
      <CopyButton value={location.href} label="Copy a link to this view" icon={Link2} />
    </span>
  );
}

function Facts({ node, pfs }: { node: Node; pfs: PhysicalFunction[] }) {
  const facts = [
    profileWords(node),
    cards(pfs) ?? plural(node.physicalFunctions, "PF"),
    node.kernelRelease && `kernel ${node.kernelRelease}`,
    [node.vendor, node.model].filter(Boolean).join(" "),
  ].filter((fact) => fact);
  return (
    <>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
      <span>
        heard <Age at={node.lastSeen} /> from agent {node.agentVersion ?? "of unknown version"}
      </span>
    </>
  );
}

/** The profile it is judged by; a label may name one that does not exist. */
function profileWords({ appliedProfile }: Node): string {
  if (!appliedProfile) return "no profile";
  const { name, because, known } = appliedProfile;
  if (!known) return `no profile is called ${name}`;
  return because === "SELECTOR" ? `${name} profile, by selector` : `${name} profile`;
}

/** "2 × ConnectX-7, 400 Gb/s" of the ports in scope, where the models are known. */
function cards(pfs: PhysicalFunction[]): string | undefined {
  const inScope = pfs.filter((pf) => pf.inScope);
  const [first] = inScope;
  if (!first) return undefined;
  const model = inScope.every((pf) => pf.model === first.model) ? first.model : undefined;
  if (!model) return `${plural(inScope.length, "PF")} in scope of ${pfs.length}`;
  const speed = inScope.every((pf) => pf.speedMbps === first.speedMbps) ? first.speedMbps : undefined;
  return `${inScope.length} × ${model}${speed ? `, ${speedWords(speed)}` : ""}`;
}

/** What is told of a silent node is old: said before anything else. */
function SilentBanner({ node }: { node: Node }) {
  return (
    <div className={classes.silentBanner} role="status">
      <Radio size={18} aria-hidden />
      <p>
        <b>No word from this node</b> <Age at={node.lastSeen} since never="yet" />. All below is what it said
        last ({judgedWords(node.verdict).toLowerCase()}) and may have changed.
      </p>
    </div>
  );
}
