import type { VirtualFunction } from "../../../api/types";
import {
  Box,
  CircleHelp,
  Combine,
  Container,
  type LucideIcon,
  MonitorCog,
  Network,
  SquareTerminal,
} from "lucide-react";
import { plural } from "../names";

/** Whether a VF is in use, and by whom. Not known is never free. */
export type Use =
  { kind: "held"; by: HolderWords; all: HolderWords[] } | { kind: "free" } | { kind: "unknown" };

export interface HolderWords {
  icon: LucideIcon;
  title: string;
  /** Where there is little room, below the title. */
  detail: string;
  /** For a sentence: "pod evals/eval-b". */
  sentence: string;
}

type Holder = VirtualFunction["holders"][number];

export function holdingOf(vf: VirtualFunction): Use {
  const all = vf.holders.map(words);
  const [by] = all;
  if (by) return { kind: "held", by, all };
  return { kind: vf.inUse === false ? "free" : "unknown" };
}

function words(holder: Holder): HolderWords {
  const { kind, name, detail } = holder;
  const more = detail ? ` (${detail})` : "";
  switch (kind) {
    case "kubelet":
      return pod(name, more);
    case "vfio":
      return said(MonitorCog, name, detail?.split(",")[0] ?? kind, `${name}${more}`);
    case "uio":
    case "uverbs":
      return said(SquareTerminal, name, detail?.split(",")[0] ?? kind, `${name}${more}`);
    case "cni":
      return said(Container, "claimed", lastPart(name), `network namespace ${name}, claimed by CNI`);
    case "netns":
      return said(Container, "elsewhere", "netns", "another network namespace");
    case "address":
      return said(Network, detail ?? "host", name, `the host, with address ${name}`);
    case "master":
      return said(Combine, name, "on top", `${name}, which stands on it`);
    default:
      return said(CircleHelp, name, kind, `${name} (${kind})`);
  }
}

function pod(name: string, more: string): HolderWords {
  const slash = name.indexOf("/");
  const sentence = `pod ${name}${more}`;
  // without its logs only the uid is known
  if (slash < 0) return said(Box, "pod", name, sentence);
  return said(Box, name.slice(slash + 1), name.slice(0, slash), sentence);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function said(icon: LucideIcon, title: string, detail: string, sentence: string): HolderWords {
  return { icon, title, detail, sentence };
}

export function sentenceOf(use: Use): string {
  switch (use.kind) {
    case "held":
      return `held by ${use.all.map((holder) => holder.sentence).join(" and ")}`;
    case "free":
      return "free";
    case "unknown":
      return "not known whether in use";
  }
}

/** "6 held · 1 free · 1 not known", without what there is none of. */
export function countsOf(uses: Use[]): string {
  const count = (kind: Use["kind"]) => uses.filter((use) => use.kind === kind).length;
  const parts: [number, string][] = [
    [count("held"), "in use"],
    [count("free"), "free"],
    [count("unknown"), "not known"],
  ];
  const counts = parts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  return counts.length > 0 ? counts.join(" · ") : plural(0, "VF");
}
