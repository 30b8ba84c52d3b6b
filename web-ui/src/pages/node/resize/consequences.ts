import type { ChainLink, Operation } from "../../../api/types";
import { tookMs, tookWords } from "../../operations/words";
import { allFindings, type AnatomyModel, type Column } from "../anatomy/model";
import { plural, vfNumbers } from "../names";

export type Tone = "bad" | "warn" | "good" | "neutral" | "unknown" | "time";

export interface Consequence {
  tone: Tone;
  title: string;
  text: string;
}

/** What a resize to `target` does, worst first, or that it would be refused. */
export type Forecast =
  | { kind: "refused"; title: string; text: string; instead: number }
  | { kind: "nothing"; text: string }
  | { kind: "does"; consequences: Consequence[]; destroys: boolean };

export interface Situation {
  model: AnatomyModel;
  links: ChainLink[];
  /** This node's resizes so far, for how long one takes. */
  past: Operation[];
}

export function forecast(target: number, situation: Situation): Forecast {
  const { pf } = situation.model;
  if (pf.totalVfs !== undefined && target > pf.totalVfs)
    return {
      kind: "refused",
      title: "Would be refused: ERANGE, more than the device allows",
      text: `${pf.address} allows ${plural(pf.totalVfs, "VF")} (sriov_totalvfs). Nothing would change, so the server does not let it through.`,
      instead: pf.totalVfs,
    };
  if (target === pf.numVfs)
    return { kind: "nothing", text: `The PF has ${plural(target, "VF")} already: nothing would be written.` };
  const destroys = pf.numVfs !== 0;
  const consequences = [
    ...(destroys ? destruction(target, situation.model) : []),
    ...owners(situation.links),
    ...wanted(target, situation.model),
    ...limit(target, situation.model),
    ...(target > 0 ? [isolation(situation)] : []),
    duration(situation.past),
  ];
  return { kind: "does", consequences: consequences.sort(worstFirst), destroys };
}

const ORDER: Tone[] = ["bad", "warn", "unknown", "good", "neutral", "time"];

function worstFirst(a: Consequence, b: Consequence): number {
  return ORDER.indexOf(a.tone) - ORDER.indexOf(b.tone);
}

function destruction(target: number, { pf, columns }: AnatomyModel): Consequence[] {
  const count = pf.numVfs ?? columns.length;
  const all = count === 1 ? "The VF is" : `All ${count} VFs are`;
  const again = target === 0 ? "destroyed" : "destroyed and re-created";
  const kept =
    target === 0 ? "" : " VLAN, trust, rate and what else they were set to is put back, VF by index.";
  return [
    {
      tone: "bad",
      title: `${all} ${again}`,
      text: `The kernel changes a count only through 0: whoever holds a VF loses it at once.${kept}`,
    },
    ...inUse(columns),
    ...unknownUse(columns),
  ];
}

function inUse(columns: Column[]): Consequence[] {
  const held = columns.filter((column) => column.use.kind === "held");
  if (held.length === 0) return [];
  return [
    {
      tone: "bad",
      title: `${plural(held.length, "VF")} in use: the node will refuse`,
      text: `Gate G7 refuses while a VF is held, and this dialog does not pass over it. Free first: ${named(held)}.`,
    },
  ];
}

const MOST_NAMED = 6;

function named(held: Column[]): string {
  const words = held.slice(0, MOST_NAMED).map(({ label, use }) => {
    return use.kind === "held" ? `${label} (${use.by.who})` : label;
  });
  const more = held.length - words.length;
  return words.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function unknownUse(columns: Column[]): Consequence[] {
  const unknown = columns.filter((column) => column.use.kind === "unknown");
  if (unknown.length === 0) return [];
  const which = vfNumbers(unknown.map(({ vf }, position) => vf.index ?? position));
  return [
    {
      tone: "unknown",
      title: "Whether all VFs are free is not known",
      text: `The last report does not say who uses ${which}. The agent looks right before the write, and refuses where one is in use or it cannot tell (G7).`,
    },
  ];
}

function owners(links: ChainLink[]): Consequence[] {
  return allFindings(links)
    .filter(({ finding }) => finding.check.includes("owner"))
    .map(({ finding }) => ({ tone: "warn", title: "Somebody else sets this count", text: finding.cause }));
}

function wanted(target: number, { pf }: AnatomyModel): Consequence[] {
  if (pf.desiredVfs === undefined || pf.desiredVfs === target) return [];
  const judged = target < pf.desiredVfs ? "broken" : "degraded";
  return [
    {
      tone: "warn",
      title: `${pf.desiredVfs} are wanted, not ${target}`,
      text: `The wanted count stays ${pf.desiredVfs}: the node will be judged ${judged} at VFs until that is changed too.`,
    },
  ];
}

function limit(target: number, { pf }: AnatomyModel): Consequence[] {
  if (pf.totalVfs === undefined)
    return [
      {
        tone: "unknown",
        title: "The card's limit is not known",
        text: "sriov_totalvfs could not be read. The kernel decides at the write.",
      },
    ];
  if (target === 0) return [];
  return [
    {
      tone: "neutral",
      title: `Within the card's limit of ${pf.totalVfs}`,
      text: "Whether firmware, interrupts and address space really suffice shows at the write; what the kernel answers is told here.",
    },
  ];
}

function isolation({ model, links }: Situation): Consequence {
  const finding = allFindings(links).find((each) => each.finding.check === "vf-not-isolated")?.finding;
  if (finding)
    return {
      tone: "warn",
      title: "The new VFs will not be isolated either",
      text: "What keeps VFs apart is the platform, not the count; see BIOS & firmware in the chain.",
    };
  if (model.columns.length === 0 || model.isolation !== "one group per VF")
    return {
      tone: "unknown",
      title: "Isolation is not known beforehand",
      text: "There are no VFs to judge by now. The chain tells once they are there.",
    };
  return {
    tone: "good",
    title: "Isolation should stay",
    text: "Each VF has an IOMMU group of its own today; the groups are read back after the write.",
  };
}

function duration(past: Operation[]): Consequence {
  const took = past
    .filter((operation) => operation.kind === "RESIZE_VFS" && operation.state === "SUCCEEDED")
    .flatMap((operation) => tookMs(operation) ?? [])
    .sort((a, b) => a - b);
  const back = "If the new count cannot be had, the agent goes back to the old one by itself.";
  const middle = took[Math.floor(took.length / 2)];
  if (middle === undefined)
    return {
      tone: "time",
      title: "How long it takes is not known",
      text: `No resize has succeeded here yet. ${back}`,
    };
  const by = took.length === 1 ? "the one resize here" : `the last ${took.length} resizes here`;
  return { tone: "time", title: `About ${tookWords(middle)}, by ${by}`, text: back };
}

/** What the agent does, in its order (docs/operations.md). */
export function agentSteps(target: number, model: AnatomyModel): string[] {
  const { pf } = model;
  const file = `/sys/bus/pci/devices/${pf.address}/sriov_numvfs`;
  const some = pf.numVfs !== 0;
  return [
    "ask all gates, right before the write; one “no” ends it REFUSED",
    ...(some ? ["read what every VF is set to; what cannot be read ends it REFUSED"] : []),
    "arm the way back outside the agent, for the case that it is ended in between",
    ...(some ? [`write 0 to ${file}, wait until the VFs are gone (30 s at most)`] : []),
    ...(target === 0 ? [] : [`write ${target} to ${file}`]),
    "read back count, VFs, drivers and IOMMU groups; on another ending go back to the old count",
    ...(some && target !== 0 ? ["put back what the VFs were set to"] : []),
    "watch for 2 s more: what somebody else sets meanwhile is not fought over",
    "succeed only when the node's next report agrees",
  ];
}

/** Numbers worth a button: now, none, all, what is wanted. */
export function presets({ pf }: AnatomyModel): number[] {
  const numbers = [0, pf.numVfs, pf.desiredVfs, pf.totalVfs].filter((each) => each !== undefined);
  return [...new Set(numbers)].sort((a, b) => a - b);
}
