import type { ChainFinding, ChainLink, PhysicalFunction, VirtualFunction } from "../../../api/types";
import { type Use, holdingOf, sentenceOf } from "./holders";

/** Why a VF does not do its work. */
export interface Trouble {
  link: string;
  broken: boolean;
  check: string;
  cause: string;
}

export type Rdma =
  | { kind: "device"; name: string }
  | { kind: "missing" }
  /** Not judged or not asked for: `why` in a word or two. */
  | { kind: "none"; why: string }
  | { kind: "unknown"; reason: string };

export interface Column {
  vf: VirtualFunction;
  label: string;
  use: Use;
  rdma: Rdma;
  trouble: Trouble | undefined;
  /** Everything about it in one sentence, for who does not see the picture. */
  sentence: string;
}

/** A run of neighboring columns in one IOMMU group. The PF is column 0 and the VFs follow. */
export interface GroupBox {
  group: number | undefined;
  from: number;
  to: number;
  /** A VF in it has company, or none of its VFs is in a group: nothing keeps them apart. */
  flaw: "shared" | "none" | undefined;
}

export interface AnatomyModel {
  pf: PhysicalFunction;
  /** Its VFs are there though it cannot be seen, as in a guest. */
  orphans: boolean;
  columns: Column[];
  groups: GroupBox[];
  isolation: string;
  /** A profile can waive isolation: then its lack is a warning. */
  isolationWanted: boolean;
}

export interface AnatomyInput {
  pf: PhysicalFunction | undefined;
  vfs: VirtualFunction[];
  /** All functions of the node: others may be in a VF's group. */
  functions: { address: string; iommuGroup?: number }[];
  links: ChainLink[];
}

const ISOLATION = "vf-not-isolated";
const RDMA_MISSING = "rdma-device-missing";
// evidence names so many VFs at most (RdmaDeviceMissing)
const EVIDENCE_LIMIT = 8;

export function anatomyOf({ pf, vfs, functions, links }: AnatomyInput): AnatomyModel {
  const sorted = [...vfs].sort((a, b) => (a.index ?? 0) - (b.index ?? 0) || compare(a.address, b.address));
  const troubles = troublesOf(links, sorted);
  const rdmaLink = links.find((link) => link.link === "rdma");
  const columns = sorted.map((vf, position) => {
    const trouble = troubles.get(vf.address);
    const label = vf.index === undefined ? `VF ${position}` : `VF ${vf.index}`;
    const column = { vf, label, use: holdingOf(vf), rdma: rdmaOf(vf, trouble, rdmaLink), trouble };
    return { ...column, sentence: sentence(column) };
  });
  const groups = groupsOf(pf, sorted, functions);
  return {
    pf: pf ?? { address: "", hostname: "", node: "", inScope: false },
    orphans: pf === undefined,
    columns,
    groups,
    isolation: isolationOf(groups, sorted),
    isolationWanted: !allFindings(links).some(isWaived),
  };
}

function isWaived({ finding }: { finding: ChainFinding }): boolean {
  return finding.check === ISOLATION && finding.severity !== "critical";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every finding of these links, those that follow from others too. */
export function allFindings(links: ChainLink[]): { link: string; finding: ChainFinding }[] {
  const withConsequences = (
    link: string,
    finding: ChainFinding,
  ): { link: string; finding: ChainFinding }[] => [
    { link: finding.link ?? link, finding },
    ...finding.consequences.flatMap((each) => withConsequences(finding.link ?? link, each)),
  ];
  return links.flatMap((link) => link.findings.flatMap((each) => withConsequences(link.link, each)));
}

/** The worst finding of each VF; isolation is told by the boxes of the groups. */
function troublesOf(links: ChainLink[], vfs: VirtualFunction[]): Map<string, Trouble> {
  const troubles = new Map<string, Trouble>();
  for (const { link, finding } of allFindings(links)) {
    if (finding.check === ISOLATION || finding.severity === "info") continue;
    const trouble = {
      link,
      broken: finding.severity === "critical",
      check: finding.check,
      cause: finding.cause,
    };
    for (const vf of vfs.filter((each) => concerns(finding, each, vfs))) {
      const known = troubles.get(vf.address);
      if (!known || (trouble.broken && !known.broken)) troubles.set(vf.address, trouble);
    }
  }
  return troubles;
}

function concerns(finding: ChainFinding, vf: VirtualFunction, vfs: VirtualFunction[]): boolean {
  if (finding.subject === `vf ${vf.address}`) return true;
  const proven = (each: VirtualFunction) =>
    finding.evidence.some((proof) => proof.path.includes(`/${each.address}/`));
  if (proven(vf)) return true;
  if (finding.check !== RDMA_MISSING || finding.evidence.length < EVIDENCE_LIMIT) return false;
  const siblings = vfs.filter(proven);
  return vf.rdmaDevice === undefined && siblings.some((each) => each.driver === vf.driver);
}

function rdmaOf(vf: VirtualFunction, trouble: Trouble | undefined, link: ChainLink | undefined): Rdma {
  if (vf.rdmaDevice !== undefined) return { kind: "device", name: vf.rdmaDevice };
  if (trouble?.check === RDMA_MISSING) return { kind: "missing" };
  if (vf.driver === "vfio-pci") return { kind: "none", why: "vfio-pci" };
  const unknown = link?.unknowns.find((each) => each.subject.endsWith(vf.pf ?? vf.address));
  if (unknown) return { kind: "unknown", reason: `${unknown.path}: ${unknown.reason}` };
  if (vf.driver === undefined) return { kind: "none", why: "no driver" };
  return { kind: "none", why: "no RDMA" };
}

function groupsOf(
  pf: PhysicalFunction | undefined,
  vfs: VirtualFunction[],
  functions: AnatomyInput["functions"],
): GroupBox[] {
  const members = new Map<number, Set<string>>();
  for (const { address, iommuGroup } of [...functions, ...vfs, ...(pf ? [pf] : [])]) {
    if (iommuGroup === undefined) continue;
    members.set(iommuGroup, (members.get(iommuGroup) ?? new Set()).add(address));
  }
  const crowded = new Set(
    vfs.flatMap(({ iommuGroup: group }) =>
      group !== undefined && (members.get(group)?.size ?? 0) > 1 ? [group] : [],
    ),
  );
  const boxes: GroupBox[] = [];
  [pf, ...vfs].forEach((each, column) => {
    if (!each) return;
    const group = each.iommuGroup;
    const flaw = group === undefined ? "none" : crowded.has(group) ? "shared" : undefined;
    const last = boxes.at(-1);
    // the PF may well have no group of its own beside VFs without one; it is not one of them
    const joins = last?.group === group && (group !== undefined || last?.from !== 0);
    if (last && joins) last.to = column;
    else boxes.push({ group, from: column, to: column, flaw });
  });
  return boxes;
}

/** How far the VFs are kept apart. Numbers of groups mean nothing, so none is told here. */
function isolationOf(groups: GroupBox[], vfs: VirtualFunction[]): string {
  if (vfs.length === 0) return "no VFs to keep apart";
  const without = vfs.filter((vf) => vf.iommuGroup === undefined).length;
  if (without === vfs.length) return "no VF has a group";
  if (without > 0) return `${without} of ${vfs.length} VFs have no group`;
  return groups.some((box) => box.flaw === "shared")
    ? "VFs share a group: they can only be handed out together"
    : "one group per VF";
}

function sentence(column: Omit<Column, "sentence">): string {
  const { vf, label, use, rdma, trouble } = column;
  return [
    `${label}, ${vf.address}`,
    sentenceOf(use),
    vf.iommuGroup === undefined ? "no IOMMU group" : `IOMMU group ${vf.iommuGroup}`,
    vf.driver === undefined ? "no driver" : `driver ${vf.driver}`,
    rdmaSentence(rdma),
    ...(trouble ? [`${trouble.broken ? "broken" : "degraded"}: ${trouble.cause}`] : []),
  ].join(", ");
}

export function rdmaSentence(rdma: Rdma): string {
  switch (rdma.kind) {
    case "device":
      return `RDMA device ${rdma.name}`;
    case "missing":
      return "RDMA device missing";
    case "none":
      return rdma.why === "no RDMA" ? "no RDMA device" : `no RDMA device (${rdma.why})`;
    case "unknown":
      return "RDMA device not known";
  }
}
