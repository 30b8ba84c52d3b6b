import type { Operation } from "../../api/types";
import { isOver } from "./states";

export const KINDS: Record<Operation["kind"], string> = { RESIZE_VFS: "Resize VFs", RECHECK: "Check now" };

/** "240 ms", "3.2 s", "2 min 5 s". */
export function tookWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** From when it was begun, else asked for, to its end; undefined while it is not over. */
export function tookMs(operation: Operation): number | undefined {
  if (!operation.endedAt) return undefined;
  return Date.parse(operation.endedAt) - Date.parse(operation.startedAt ?? operation.createdAt);
}

/** What the steps' names mean to people; the agent's own word otherwise. */
export function stepWords(name: string): string {
  if (name === "gates") return "Asked every gate";
  if (name === "write 0") return "Wrote 0: the VFs go";
  if (name === "wait") return "Waited until the VFs were gone";
  if (name === "read back") return "Read back count, VFs, drivers and groups";
  const written = /^write (\d+)$/.exec(name);
  return written ? `Wrote ${written[1]}` : name;
}

/** "8 → 16", and "still 8, not 16" where it ended without a change. */
export function countsWords(operation: Operation): string | undefined {
  if (operation.kind !== "RESIZE_VFS") return undefined;
  const { state, numVfs } = operation;
  const before = operation.before ?? operation.expectedNumVfs;
  const after = operation.after ?? (isOver(state) ? before : numVfs);
  if (isOver(state) && before !== undefined && after === before && numVfs !== before)
    return `still ${before}, not ${numVfs}`;
  return `${before ?? "?"} → ${after ?? "?"}`;
}

const GATES: Record<string, string> = {
  G1: "Default route",
  G2: "Way to the server",
  G3: "Bond, bridge or VLAN on the PF",
  G4: "Storage over the network",
  G5: "Host services",
  G6: "Same card",
  G7: "VFs in use",
  G8: "Other owner of the count",
  G9: "Health of the PF",
  G10: "Known-bad versions",
  G11: "Anything to write",
  G12: "Limit of the card",
  G13: "The node's own policy",
  "hung-writer": "A write that never returned",
};

export function gateWords(id: string): string {
  return GATES[id] ?? id;
}
