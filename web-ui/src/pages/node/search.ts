import { optionalText } from "../../ui/search";

export const TABS = ["vfs", "findings", "memory", "history", "report"] as const;
export type Tab = (typeof TABS)[number];

/** All that is chosen on the page of a node. */
export interface NodeSearch {
  /** The address of the PF that is looked at. */
  pf?: string;
  /** The address of the chosen VF. */
  vf?: string;
  tab?: Tab;
  /** Whose links the chain shows; the PF's unless it is the whole node. */
  chain?: "node";
}

export function nodeSearch(raw: Record<string, unknown>): NodeSearch {
  return {
    pf: optionalText(raw.pf),
    vf: optionalText(raw.vf),
    tab: TABS.find((tab) => tab === raw.tab),
    chain: raw.chain === "node" ? "node" : undefined,
  };
}
