import { withCheck, withSymptom } from "../../api/filters";
import { LINKS, type Symptoms } from "../../api/types";
import type { FleetSearch } from "./search";

/** Findings that belong together: by the symptom people see, or by the check where there is none. */
export interface FindingGroup {
  key: string;
  title: string;
  /** What found them, most nodes first. */
  checks: string[];
  nodes: number;
  /** Findings that count nowhere for now, but are there. */
  muted: number;
  /** Findings of no harm, which make no node sick. */
  hints: number;
  isCritical: boolean;
  links: { number: number; name: string }[];
  since: string | undefined;
  /** Open findings at the end of each of the last 24 hours. */
  lastDay: number[];
  /** The nodes it counts. */
  filter: string;
  /** What picks it on the page. */
  search: Pick<FleetSearch, "symptom" | "check">;
}

type Row = Symptoms["items"][number];
type CheckRow = Symptoms["withoutSymptom"][number];

export function findingGroups({ items, withoutSymptom }: Symptoms): FindingGroup[] {
  const groups = [...items.map(ofSymptom), ...withoutSymptom.map(ofCheck)];
  return groups
    .filter((group) => group.nodes + group.muted + group.hints > 0)
    .sort(
      (a, b) =>
        Number(b.isCritical) - Number(a.isCritical) || b.nodes - a.nodes || a.key.localeCompare(b.key),
    );
}

function ofSymptom(row: Row): FindingGroup {
  return {
    ...shared(row),
    key: `symptom ${row.id}`,
    title: row.title,
    hints: row.severities.info,
    checks: row.causes.filter((cause) => cause.nodes > 0).map((cause) => cause.check),
    filter: withSymptom(row.id),
    search: { symptom: row.id },
  };
}

function ofCheck(row: CheckRow): FindingGroup {
  return {
    ...shared(row),
    key: `check ${row.check}`,
    title: checkWords(row.check),
    hints: 0,
    checks: [],
    filter: withCheck(row.check),
    search: { check: row.check },
  };
}

function shared({ nodes, severities, links, since, lastDay }: Row | CheckRow) {
  return {
    nodes,
    muted: severities.muted,
    isCritical: severities.critical > 0,
    links: LINKS.flatMap(({ id, name }, at) => (links.includes(id) ? [{ number: at + 1, name }] : [])),
    since,
    lastDay,
  };
}

/** In the order they had; new ones come last. */
export function inOrder(groups: FindingGroup[], held: string[]): FindingGroup[] {
  const place = ({ key }: FindingGroup) => (held.includes(key) ? held.indexOf(key) : held.length);
  return groups.toSorted((a, b) => place(a) - place(b));
}

const UPPER: Record<string, string> = { vf: "VF", vfs: "VFs", pf: "PF", iommu: "IOMMU", rdma: "RDMA" };

/** "iommu-off-in-firmware" for people. */
export function checkWords(check: string): string {
  const words = check
    .split("-")
    .map((word) => UPPER[word] ?? word)
    .join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
