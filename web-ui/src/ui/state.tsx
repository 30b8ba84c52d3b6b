import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleMinus,
  Clock,
  OctagonX,
  TriangleAlert,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import classes from "./state.module.css";

/** What a link, a verdict or a node can be. Shape, word and color each tell it alone. */
export type State =
  "OK" | "WARN" | "BROKEN" | "UNKNOWN" | "BLOCKED" | "NOT_APPLICABLE" | "SILENT" | "PENDING";

interface Look {
  word: string;
  icon: LucideIcon;
  tone: string;
}

export const LOOKS: Record<State, Look> = {
  OK: { word: "Healthy", icon: CircleCheck, tone: "ok" },
  WARN: { word: "Degraded", icon: TriangleAlert, tone: "warn" },
  BROKEN: { word: "Broken", icon: OctagonX, tone: "broken" },
  UNKNOWN: { word: "Unknown", icon: CircleHelp, tone: "unknown" },
  BLOCKED: { word: "Blocked upstream", icon: Ban, tone: "blocked" },
  NOT_APPLICABLE: { word: "Not applicable", icon: CircleMinus, tone: "blocked" },
  SILENT: { word: "Silent", icon: CircleDashed, tone: "silent" },
  PENDING: { word: "Pending", icon: Clock, tone: "silent" },
};

export function StateIcon({ state, size = 16 }: { state: State; size?: number }) {
  const { icon: Icon, tone } = LOOKS[state];
  return <Icon className={classes[tone]} size={size} aria-hidden />;
}

/** Icon and word. */
export function StateBadge({ state, word }: { state: State; word?: string }) {
  const look = LOOKS[state];
  return (
    <span className={`${classes.badge} ${classes[look.tone]}`}>
      <StateIcon state={state} size={15} />
      {word ?? look.word}
    </span>
  );
}
