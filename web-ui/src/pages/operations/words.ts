import type { Operation } from "../../api/types";
import { isOver } from "./states";

export const KINDS: Record<Operation["kind"], string> = {
  RESIZE_VFS: "Resize VFs",
  SET_VF: "Set a VF",
  BIND_VF_DRIVER: "Bind a VF's driver",
  SET_AUTOPROBE: "Set autoprobe",
  RECHECK: "Check now",
};

/** What is changed beside a count: "vf 3, vlan 100, trust true"; undefined where there is nothing. */
export function changeWords({ change }: Operation): string | undefined {
  if (!change) return undefined;
  const { settings, ...others } = change;
  return Object.entries({ ...others, ...settings })
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

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
  if (name === "watch") return "Watched whether somebody else sets it back";
  if (name === "read back") return "Read back count, VFs, drivers and groups";
  const hook = /^(before|after) (\S+)$/.exec(name);
  if (hook)
    return hook[1] === "before" ? `Hook ${hook[2]}, before the write` : `Hook ${hook[2]}, after the ending`;
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

interface Gate {
  name: string;
  /** It refuses where it cannot tell; the others are only asked (docs/operations.md). */
  mustKnow: boolean;
}

const GATES: Record<string, Gate> = {
  G1: { name: "Default route", mustKnow: true },
  G2: { name: "Way to the server", mustKnow: true },
  G3: { name: "Bond, bridge or VLAN on the PF", mustKnow: true },
  G4: { name: "Storage over the network", mustKnow: true },
  G5: { name: "Host services", mustKnow: true },
  G6: { name: "Same card", mustKnow: false },
  G7: { name: "VFs in use", mustKnow: true },
  G8: { name: "Other owner of the count", mustKnow: true },
  G9: { name: "Health of the PF", mustKnow: false },
  G10: { name: "Known-bad versions", mustKnow: false },
  G11: { name: "Anything to write", mustKnow: false },
  G12: { name: "Limit of the card", mustKnow: false },
  G13: { name: "The node's own policy", mustKnow: true },
  "hung-writer": { name: "A write that never returned", mustKnow: true },
};

export function gateOf(id: string): Gate {
  return GATES[id] ?? { name: id, mustKnow: true };
}
