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
  who: string;
  /** How it holds the VF, as far as that is told. */
  how: string | undefined;
}

type Holder = VirtualFunction["holders"][number];

export function holdingOf(vf: VirtualFunction): Use {
  const all = vf.holders.map(words);
  const [by] = all;
  if (by) return { kind: "held", by, all };
  return { kind: vf.inUse === false ? "free" : "unknown" };
}

function words({ kind, name, detail: how }: Holder): HolderWords {
  switch (kind) {
    case "kubelet":
      return { ...podWords(name), how };
    case "vfio":
      return { icon: MonitorCog, title: name, detail: firstPart(how) ?? kind, who: name, how };
    case "uio":
    case "uverbs":
      return { icon: SquareTerminal, title: name, detail: firstPart(how) ?? kind, who: name, how };
    case "cni":
      return {
        icon: Container,
        title: "claimed",
        detail: lastPart(name),
        who: `network namespace ${lastPart(name)}`,
        how: "claimed by CNI",
      };
    case "netns":
      return { icon: Container, title: "elsewhere", detail: "netns", who: "another network namespace", how };
    case "address":
      return { icon: Network, title: how ?? "host", detail: name, who: `the host, as ${name}`, how };
    case "master":
      return { icon: Combine, title: name, detail: "on top", who: `${name}, which stands on it`, how };
    default:
      return { icon: CircleHelp, title: name, detail: kind, who: `${name} (${kind})`, how };
  }
}

function podWords(name: string) {
  const slash = name.indexOf("/");
  const who = `pod ${name}`;
  // without its logs only the uid is known
  if (slash < 0) return { icon: Box, title: "pod", detail: name, who };
  return { icon: Box, title: name.slice(slash + 1), detail: name.slice(0, slash), who };
}

/** "pid 4711" of "pid 4711, /dev/vfio/31". */
function firstPart(how: string | undefined): string | undefined {
  return how?.split(",")[0];
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Who holds it; further traces, as the namespace of the pod that is named, are only counted. */
export function sentenceOf(use: Use): string {
  if (use.kind === "unknown") return "not known whether in use";
  return use.kind === "free" ? "free" : `held by ${holderOf(use)}`;
}

export function holderOf({ by, all }: Use & { kind: "held" }): string {
  const more = all.length - 1;
  return more === 0 ? by.who : `${by.who} and ${plural(more, "more trace")}`;
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
