import {
  Bell,
  BookOpen,
  Cpu,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Network,
  Ruler,
  ScanSearch,
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
  { key: "findings", group: "Pages", title: "Findings", icon: Stethoscope, to: "/findings" },
  { key: "runbooks", group: "Pages", title: "Runbooks", icon: BookOpen, to: "/runbooks/README" },
  { key: "operations", group: "Pages", title: "Operations", icon: ListChecks, to: "/operations" },
  { key: "notifications", group: "Pages", title: "Notifications", icon: Bell, to: "/notifications" },
  { key: "sizing", group: "Pages", title: "Sizing", icon: Ruler, to: "/sizing" },
];

export function matchingPages(text: string): PaletteItem[] {
  const wanted = text.trim().toLowerCase();
  return PAGES.filter((page) => page.title.toLowerCase().includes(wanted));
}

const KINDS: Record<SearchHit["kind"], { group: string; icon: LucideIcon }> = {
  node: { group: "Nodes", icon: Server },
  pf: { group: "Physical functions", icon: Cpu },
  vf: { group: "Virtual functions", icon: Network },
  pod: { group: "Pods", icon: Waypoints },
  symptom: { group: "Symptoms", icon: Stethoscope },
  check: { group: "Checks", icon: ScanSearch },
  operation: { group: "Operations", icon: ListChecks },
};

export function searchItems(hits: SearchHit[]): PaletteItem[] {
  return hits.map((hit) => ({
    key: [hit.kind, hit.node, hit.id, hit.title].join(" "),
    title: hit.title,
    detail: hit.subtitle,
    isMachineName: hit.kind !== "symptom" && hit.kind !== "check",
    to: addressOf(hit),
    ...KINDS[hit.kind],
  }));
}

/** Where a thing is shown. */
export function addressOf({ kind, node, hostname, address, id }: SearchHit): string {
  const page = `/nodes/${encodeURIComponent(hostname ?? node ?? "")}`;
  switch (kind) {
    case "node":
      return page;
    case "pod":
      return `${page}?tab=vfs`;
    case "pf":
      return `${page}?pf=${encodeURIComponent(address ?? "")}`;
    case "vf":
      return `${page}?tab=vfs&vf=${encodeURIComponent(address ?? "")}`;
    case "symptom":
    case "check":
      return `/findings/${id}`;
    case "operation":
      return `/operations/${id}`;
  }
}
