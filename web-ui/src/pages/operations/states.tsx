import {
  CircleCheck,
  CircleHelp,
  CircleSlash,
  Clock,
  Diff,
  Loader,
  type LucideIcon,
  OctagonX,
  ScanSearch,
  Send,
  ShieldX,
  TimerOff,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import type { Operation } from "../../api/types";
import classes from "./states.module.css";

export type OperationState = Operation["state"];

interface Look {
  word: string;
  icon: LucideIcon;
  tone: "ok" | "warn" | "broken" | "unknown" | "quiet" | "busy";
  /** One sentence for who has not read the documentation. */
  means: string;
  /** Nothing moves any more. */
  over: boolean;
}

export const OPERATION_LOOKS: Record<OperationState, Look> = {
  QUEUED: look("Queued", Clock, "quiet", "It waits for the node's agent.", false),
  LEASED: look("Handed out", Send, "busy", "The agent has it and has 30 s to begin.", false),
  RUNNING: look("Running", Loader, "busy", "The agent is at it.", false),
  VERIFYING: look(
    "Verifying",
    ScanSearch,
    "busy",
    "Read back as wanted; the node's next report must agree.",
    false,
  ),
  SUCCEEDED: look("Succeeded", CircleCheck, "ok", "The read-back and a later report agree.", true),
  FAILED: look("Failed", OctagonX, "broken", "Nothing changed.", true),
  ROLLED_BACK: look(
    "Rolled back",
    Undo2,
    "warn",
    "The new count could not be had; the old one is back.",
    true,
  ),
  PARTIAL: look("Partial", TriangleAlert, "broken", "Neither the old count nor the new one.", true),
  CONFLICT: look("Conflict", Diff, "warn", "The count was not the expected one; nothing was done.", true),
  REFUSED: look("Refused", ShieldX, "warn", "A gate on the node said no; nothing was done.", true),
  EXPIRED: look("Expired", TimerOff, "quiet", "The deadline passed before it began.", true),
  CANCELED: look("Canceled", CircleSlash, "quiet", "Taken back before any agent had it.", true),
  UNKNOWN: look(
    "Unknown",
    CircleHelp,
    "unknown",
    "It was handed out and nobody knows how it ended; two later reports decide.",
    false,
  ),
};

function look(word: string, icon: LucideIcon, tone: Look["tone"], means: string, over: boolean): Look {
  return { word, icon, tone, means, over };
}

export function isOver(state: OperationState): boolean {
  return OPERATION_LOOKS[state].over;
}

/** Only what no agent has yet can be taken back. */
export function isCancelable(state: OperationState): boolean {
  return state === "QUEUED";
}

export function OperationBadge({ state, large = false }: { state: OperationState; large?: boolean }) {
  const { word, icon: Icon, tone } = OPERATION_LOOKS[state];
  return (
    <span className={`${classes.badge} ${classes[tone]} ${large ? classes.large : ""}`}>
      <Icon
        size={large ? 19 : 15}
        aria-hidden
        className={state === "RUNNING" ? classes.turning : undefined}
      />
      {word}
    </span>
  );
}
