import { LINKS, type MapNode, type Symptom } from "../../api/types";
import { LOOKS } from "../../ui/state";

export interface Option {
  value: string;
  word: string;
  /** Nodes of the whole fleet with this value. */
  count?: number;
}

export interface Facet {
  field: string;
  name: string;
  options: Option[];
}

const VERDICTS = ["BROKEN", "WARN", "UNKNOWN", "OK", "NOT_APPLICABLE"] as const;
const STATUSES = ["ONLINE", "LATE", "OFFLINE", "PENDING", "RETIRED"] as const;
const natural = new Intl.Collator("en", { numeric: true });

/** What the list can be narrowed by, with the values that this fleet has. */
export function facets(nodes: MapNode[], symptoms: Symptom[], profiles: string[]): Facet[] {
  const online = nodes.filter((node) => node.status === "ONLINE");
  return [
    {
      field: "verdict.state",
      name: "State",
      options: VERDICTS.map((value) => ({
        value,
        word: LOOKS[value].word,
        count: online.filter((node) => node.verdict?.state === value).length,
      })),
    },
    {
      field: "verdict.link",
      name: "Link",
      options: LINKS.map(({ id, name }) => ({
        value: id,
        word: name,
        count: online.filter((node) => node.verdict?.link === id).length,
      })),
    },
    {
      field: "symptom",
      name: "Symptom",
      options: symptoms
        .filter((symptom) => symptom.nodes > 0)
        .map(({ id, title, nodes: count }) => ({ value: id, word: title, count })),
    },
    { field: "site", name: "Site", options: valuesThere(nodes, (node) => node.site) },
    { field: "rack", name: "Rack", options: valuesThere(nodes, (node) => node.rack) },
    { field: "profile", name: "Profile", options: profiles.map((value) => ({ value, word: value })) },
    {
      field: "status",
      name: "Agent",
      options: STATUSES.map((value) => ({
        value,
        word: value.charAt(0) + value.slice(1).toLowerCase(),
        count: nodes.filter((node) => node.status === value).length,
      })),
    },
  ];
}

function valuesThere(nodes: MapNode[], of: (node: MapNode) => string | undefined): Option[] {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const value = of(node);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, word: value, count }))
    .sort((a, b) => natural.compare(a.value, b.value));
}
