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
};

export function searchItems(hits: SearchHit[]): PaletteItem[] {
  return hits.map((hit) => ({
    key: `${hit.kind} ${hit.node ?? ""} ${hit.title}`,
    title: hit.title,
    detail: hit.detail,
    isMachineName: hit.kind !== "symptom",
    to: hit.kind === "symptom" ? `/?symptom=${hit.id}` : `/nodes/${hit.hostname ?? hit.title}`,
    ...(KINDS[hit.kind] ?? { group: "Others", icon: Server }),
  }));
}
