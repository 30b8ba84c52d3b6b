import type { HistoryEvent } from "../../../api/types";
import { KINDS } from "../../operations/words";
import { OPERATION_LOOKS, type OperationState } from "../../operations/states";

export interface EventWords {
  what: string;
  before?: string;
  after?: string;
  who?: string;
  why?: string;
  /** The id of the operation that it tells of. */
  operation?: string;
}

const WHATS: Record<string, string> = {
  enrolled: "Enrolled",
  approved: "Approved",
  rejected: "Rejected",
  retired: "Retired",
  boot: "Booted anew",
  "num-vfs": "VF count changed",
  "desired-vfs": "Wanted VF count changed",
  labels: "Labels edited",
  driver: "Driver changed",
  flapping: "Flapping",
  "operation-ended": "Operation ended",
  "finding-opened": "Finding",
  "finding-changed": "Finding changed",
  "finding-acknowledged": "Finding acknowledged",
  "finding-unacknowledged": "No longer acknowledged",
  "finding-muted": "Finding muted",
  "finding-unmuted": "No longer muted",
  "finding-resolved": "Finding resolved",
  maintenance: "Maintenance",
};

// whose two sides say nothing to people, or are told by the words already
const WITHOUT_SIDES = new Set(["boot", "enrolled"]);

export function eventWords(event: HistoryEvent): EventWords {
  const { detail } = event;
  const isTold = WITHOUT_SIDES.has(event.kind) || event.kind.startsWith("finding-");
  const sides = isTold ? {} : { before: event.before, after: event.after };
  return {
    what: what(event),
    ...sides,
    who: text(detail.by),
    why: text(detail.reason),
    operation: text(detail.operation),
  };
}

function what(event: HistoryEvent): string {
  const plain = WHATS[event.kind] ?? event.kind;
  if (event.kind.startsWith("finding-")) return `${plain}: ${event.after ?? event.before ?? "unnamed"}`;
  if (event.kind !== "operation-ended") return plain;
  const kind = KINDS[text(event.detail.kind) as keyof typeof KINDS] ?? "Operation";
  const state = OPERATION_LOOKS[text(event.detail.state) as OperationState]?.word ?? "ended";
  return `${kind}: ${state.toLowerCase()}`;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
