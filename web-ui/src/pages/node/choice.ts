import type { Chain, Node, PhysicalFunction } from "../../api/types";
import { linkName } from "../../api/types";
import { nodeState } from "../../ui/node-state";
import type { State } from "../../ui/state";

const WORST_FIRST = ["BROKEN", "UNKNOWN", "WARN", "OK", "BLOCKED", "NOT_APPLICABLE"];

function rank(pf: PhysicalFunction): number {
  return (pf.inScope ? 0 : WORST_FIRST.length) + WORST_FIRST.indexOf(pf.verdict?.state ?? "NOT_APPLICABLE");
}

/** In scope first, the worst of them before the others. */
export function byInterest(pfs: PhysicalFunction[]): PhysicalFunction[] {
  return [...pfs].sort((a, b) => rank(a) - rank(b));
}

/** The PF of the URL, else the one that needs somebody most. */
export function chosenPf(pfs: PhysicalFunction[], wanted: string | undefined): PhysicalFunction | undefined {
  return pfs.find((pf) => pf.address === wanted) ?? byInterest(pfs)[0];
}

/** "Broken at RDMA"; silent nodes are silent whatever they said last. */
export function verdictWords(node: Node): { state: State; words: string } {
  const state = nodeState(node);
  if (state === "SILENT") return { state, words: "Silent" };
  if (state === "PENDING") return { state, words: "Pending approval" };
  return { state, words: judgedWords(node.verdict) };
}

export function judgedWords(verdict: Chain["verdict"] | undefined): string {
  if (!verdict) return "Not judged";
  const at = verdict.link ? ` at ${linkName(verdict.link)}` : "";
  switch (verdict.state) {
    case "OK":
      return "Healthy";
    case "WARN":
      return `Degraded${at}`;
    case "BROKEN":
      return `Broken${at}`;
    case "UNKNOWN":
      return `Unknown${at}`;
    case "BLOCKED":
      return `Blocked${at}`;
    case "NOT_APPLICABLE":
      return "Nothing to judge";
  }
}
