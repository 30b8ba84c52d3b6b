import {
  Cpu,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Network,
  Server,
  Stethoscope,
  Unplug,
  Waypoints,
} from "lucide-react";
import type { SearchHit } from "../api/types";

export interface PaletteItem {
  key: string;
  group: string;
  title: string;
  detail?: string;
  icon: LucideIcon;
  isMachineName?: boolean;
  to: string;
}

const broken = encodeURIComponent("status==ONLINE;verdict.state==BROKEN");
const silent = encodeURIComponent("silent==true");

const PAGES: PaletteItem[] = [
  { key: "fleet", group: "Pages", title: "Fleet", icon: LayoutDashboard, to: "/" },
  { key: "nodes", group: "Pages", title: "Nodes", icon: Server, to: "/nodes" },
  { key: "broken", group: "Pages", title: "Broken nodes", icon: Server, to: `/nodes?filter=${broken}` },
  { key: "silent", group: "Pages", title: "Silent nodes", icon: Unplug, to: `/nodes?filter=${silent}` },
  { key: "operations", group: "Pages", title: "Operations", icon: ListChecks, to: "/operations" },
];

export function matchingPages(text: string): PaletteItem[] {
  const wanted = text.trim().toLowerCase();
  return PAGES.filter((page) => page.title.toLowerCase().includes(wanted));
}

const KINDS: Record<string, { group: string; icon: LucideIcon }> = {
  node: { group: "Nodes", icon: Server },
  pf: { group: "Physical functions", icon: Cpu },
  vf: { group: "Virtual functions", icon: Network },
  pod: { group: "Pods", icon: Waypoints },
  symptom: { group: "Symptoms", icon: Stethoscope },
  check: { group: "Checks", icon: Stethoscope },
  operation: { group: "Operations", icon: ListChecks },
};

function placeOf(hit: SearchHit): string {
  if (hit.kind === "symptom") return `/?symptom=${hit.id}`;
  if (hit.kind === "check") return `/nodes?filter=${encodeURIComponent(`check==${hit.id}`)}`;
  if (hit.kind === "operation") return `/operations/${hit.id}`;
  return `/nodes/${hit.hostname ?? hit.title}`;
}

export function searchItems(hits: SearchHit[]): PaletteItem[] {
  return hits.map((hit) => ({
    key: `${hit.kind} ${hit.id ?? hit.node ?? ""} ${hit.title}`,
    title: hit.title,
    detail: hit.subtitle,
    isMachineName: !["symptom", "check", "operation"].includes(hit.kind),
    to: placeOf(hit),
    ...(KINDS[hit.kind] ?? { group: "Others", icon: Server }),
  }));
}
