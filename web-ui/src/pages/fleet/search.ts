import { LINKS, type LinkId } from "../../api/types";
import { optionalText } from "../../ui/search";

export const COLORINGS = ["health", "link", "agent"] as const;
export type Coloring = (typeof COLORINGS)[number];

export interface FleetSearch {
  /** Nodes whose first broken link is this one. */
  link?: LinkId;
  /** Nodes with an open finding of this symptom. */
  symptom?: string;
  /** Nodes with an open finding of this check. */
  check?: string;
  color?: Coloring;
  view?: "table";
}

export function fleetSearch(raw: Record<string, unknown>): FleetSearch {
  return {
    link: LINKS.find((link) => link.id === raw.link)?.id,
    symptom: optionalText(raw.symptom),
    check: optionalText(raw.check),
    color: COLORINGS.find((each) => each === raw.color && each !== "health"),
    view: raw.view === "table" ? "table" : undefined,
  };
}
