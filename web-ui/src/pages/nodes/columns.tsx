import type { ReactNode } from "react";
import { linkName, type Node } from "../../api/types";
import { Age } from "../../ui/Age";
import { MiniChain } from "../../ui/MiniChain";
import { StateBadge } from "../../ui/state";
import { MaintenanceMark } from "../life/Maintenance";
import classes from "./NodesTable.module.css";
import { nodeState } from "../../ui/node-state";

export interface Column {
  id: string;
  title: string;
  /** Said on hover of the title. */
  hint?: string;
  width: number;
  orderBy?: string;
  isNumber?: boolean;
  cell: (node: Node) => ReactNode;
  csv: (node: Node) => string;
}

/** In the order of the table; the node's name stands before them and is always there. */
export const COLUMNS: Column[] = [
  {
    id: "state",
    title: "Status",
    width: 130,
    orderBy: "verdict.state",
    cell: (node) => (
      <>
        <StateBadge state={nodeState(node)} />
        <MaintenanceMark node={node} />
      </>
    ),
    csv: nodeState,
  },
  {
    id: "chain",
    title: "Chain",
    width: 112,
    cell: (node) => <MiniChain links={node.links} isSilent={node.silent} />,
    csv: (node) => node.links.map((link) => `${link.link}=${link.state}`).join(" "),
  },
  {
    id: "link",
    title: "First at",
    hint: "The link that the verdict names",
    width: 124,
    cell: (node) => node.verdict?.link && linkName(node.verdict.link),
    csv: (node) => node.verdict?.link ?? "",
  },
  text("site", "Site", 66, (node) => node.site),
  text("rack", "Rack", 60, (node) => node.rack),
  text("profile", "Profile", 90, (node) => node.profile),
  {
    id: "vfs",
    title: "VFs in use",
    hint: "Proven in use / there / wanted",
    width: 112,
    orderBy: "vfs.active",
    isNumber: true,
    cell: ({ vfs }) => (
      <span title={vfsWords(vfs)}>
        {vfs.inUse === 0 && vfs.inUseUnknown > 0 ? "?" : vfs.inUse}
        <span className={classes.dim}>
          {" / "}
          {vfs.active}
          {vfs.desired > 0 && ` / ${vfs.desired}`}
        </span>
      </span>
    ),
    csv: ({ vfs }) => `${vfs.inUse}/${vfs.active}/${vfs.desired}`,
  },
  {
    id: "kernel",
    title: "Kernel",
    width: 150,
    cell: (node) => (
      <code className="mono" title={node.kernelRelease}>
        {node.kernelRelease}
      </code>
    ),
    csv: (node) => node.kernelRelease ?? "",
  },
  text("model", "Model", 160, (node) => node.model),
  text("agent", "Agent", 120, (node) => node.agentVersion),
  {
    id: "seen",
    title: "Last seen",
    width: 94,
    orderBy: "lastSeen",
    cell: (node) => <Age at={node.lastSeen} quiet />,
    csv: (node) => node.lastSeen ?? "",
  },
];

export const SHOWN_AT_FIRST = ["state", "chain", "link", "site", "rack", "profile", "vfs", "kernel", "seen"];

function text(id: string, title: string, width: number, of: (node: Node) => string | undefined): Column {
  return {
    id,
    title,
    width,
    cell: (node) => <span title={of(node)}>{of(node)}</span>,
    csv: (node) => of(node) ?? "",
  };
}

function vfsWords({ inUse, inUseUnknown, active, desired }: Node["vfs"]): string {
  const wanted = desired > 0 ? `${desired} wanted` : "nobody said how many are wanted";
  return `${inUse} proven in use, ${inUseUnknown} not known; ${active} there; ${wanted}`;
}
