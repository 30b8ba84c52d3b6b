import { type ChainLink, type LinkId, linkName } from "../../../api/types";
import { plural } from "../names";

/** What is known of the functions the chain is about, to say what was proven and not only that it was. */
export interface Facts {
  /** VFs that are there, and those that people want; absent where nobody said or nobody knows. */
  active?: number;
  desired?: number;
  /** VFs on a driver of the kernel, and those of them with an RDMA device. */
  withRdma?: number;
  isolation?: string;
  kernelRelease?: string;
}

export interface Step {
  link: ChainLink;
  name: string;
  summary: string;
  /** The link that is looked at first. */
  isFirstBad: boolean;
}

export function stepsOf(links: ChainLink[], facts: Facts): Step[] {
  const bad = firstBad(links);
  return links.map((link) => ({
    link,
    name: linkName(link.link),
    summary: summaryOf(link, links, facts),
    isFirstBad: link.link === bad?.link,
  }));
}

/** The first broken link; without one the first that could not be read, then the first that warns. */
export function firstBad(links: ChainLink[]): ChainLink | undefined {
  const first = (state: ChainLink["state"]) => links.find((link) => link.state === state);
  return first("BROKEN") ?? first("UNKNOWN") ?? first("WARN");
}

function summaryOf(link: ChainLink, links: ChainLink[], facts: Facts): string {
  switch (link.state) {
    case "OK":
      return proof(link.link, facts);
    case "BLOCKED":
      return `Not judged until ${cause(link, links)} is whole`;
    case "NOT_APPLICABLE":
      return nothing(link.link, links);
    case "UNKNOWN":
      return `${plural(link.unknowns.length, "fact")} could not be read`;
    case "WARN":
    case "BROKEN":
      return told(link, facts);
  }
}

function cause(link: ChainLink, links: ChainLink[]): string {
  const before = links.slice(0, links.indexOf(link)).findLast((each) => each.state === "BROKEN");
  return before ? linkName(before.link) : "what it needs";
}

function proof(link: string, facts: Facts): string {
  const proofs: Record<LinkId, string | undefined> = {
    firmware: facts.isolation === "one group per VF" ? "each VF is kept apart" : undefined,
    kernel: facts.kernelRelease && `IOMMU on, ${kernelVersion(facts.kernelRelease)}`,
    hugepages: "all that were asked for are there",
    vfs: vfCount(facts),
    rdma: rdmaCount(facts),
    orchestration: undefined,
  };
  return proofs[link as LinkId] ?? "nothing wrong found";
}

function told(link: ChainLink, facts: Facts): string {
  const count = link.link === "vfs" ? vfCount(facts) : link.link === "rdma" ? rdmaCount(facts) : undefined;
  return count ?? plural(link.findings.length, "finding");
}

function vfCount({ active, desired }: Facts): string | undefined {
  if (active === undefined) return undefined;
  return desired === undefined ? plural(active, "VF") : `${active} of ${desired} VFs`;
}

function rdmaCount({ active, withRdma }: Facts): string | undefined {
  if (!active || withRdma === undefined) return undefined;
  return `${withRdma} of ${active} VFs have an RDMA device`;
}

/** Why a link is not judged, as far as that follows; nothing is judged in a guest or out of scope. */
function nothing(link: string, links: ChainLink[]): string {
  const isJudged = links.some((each) => each.state !== "NOT_APPLICABLE");
  if (link === "hugepages" && isJudged) return "none asked for";
  if (link === "vfs" && isJudged) return "no VFs, and none wanted";
  return link === "orchestration" ? "nothing judged here yet" : "nothing to judge here";
}

/** "5.14.0-503" of "5.14.0-503.15.1.el9_5.x86_64". */
function kernelVersion(release: string): string {
  return /^\d+\.\d+\.\d+(-\d+)?/.exec(release)?.[0] ?? release;
}
