import { LINKS, type MapNode } from "../../api/types";
import { LOOKS, type State } from "../../ui/state";
import { nodeState } from "../../ui/node-state";
import type { Coloring } from "./search";

export interface CellLook {
  state: State;
  /** A sign in the cell, so that color is not alone. */
  sign: string;
}

const SIGNS: Record<State, string> = {
  OK: "",
  WARN: "!",
  BROKEN: "×",
  UNKNOWN: "?",
  BLOCKED: "",
  NOT_APPLICABLE: "–",
  SILENT: "",
  PENDING: "·",
};

export function cellLook(node: MapNode, coloring: Coloring): CellLook {
  const state = nodeState(node);
  if (coloring === "agent") return agentLook(node);
  if (coloring === "link" && node.verdict?.link && state !== "OK") {
    const number = LINKS.findIndex((link) => link.id === node.verdict?.link) + 1;
    return { state, sign: number > 0 ? String(number) : SIGNS[state] };
  }
  return { state, sign: SIGNS[state] };
}

function agentLook({ status }: MapNode): CellLook {
  if (status === "ONLINE") return { state: "OK", sign: "" };
  if (status === "LATE") return { state: "WARN", sign: "L" };
  if (status === "OFFLINE") return { state: "SILENT", sign: "×" };
  return { state: "PENDING", sign: status === "RETIRED" ? "R" : "·" };
}

/** "Broken at VFs". */
export function stateWords(node: MapNode): string {
  const state = nodeState(node);
  const link = node.verdict?.link;
  const isAt = link && (state === "BROKEN" || state === "WARN" || state === "UNKNOWN");
  const name = LINKS.find((each) => each.id === link)?.name ?? link;
  return isAt ? `${LOOKS[state].word} at ${name}` : LOOKS[state].word;
}

export const LEGEND: Record<Coloring, { look: CellLook; word: string }[]> = {
  health: (["OK", "WARN", "BROKEN", "UNKNOWN", "NOT_APPLICABLE", "SILENT"] as const).map((state) => ({
    look: { state, sign: SIGNS[state] },
    word: LOOKS[state].word,
  })),
  link: LINKS.map((link, index) => ({
    look: { state: "BROKEN", sign: String(index + 1) },
    word: link.name,
  })),
  agent: [
    { look: { state: "OK", sign: "" }, word: "Online" },
    { look: { state: "WARN", sign: "L" }, word: "Late" },
    { look: { state: "SILENT", sign: "×" }, word: "Offline" },
    { look: { state: "PENDING", sign: "·" }, word: "Pending" },
  ],
};
