import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Hint } from "../api/hints";
import { onHints } from "./live";

/**
 * Changes of a list that must not move under somebody's pointer: applied at once while nobody is inside, else counted
 * and applied when the pointer leaves or the person says so.
 *
 * @param isHeld for another reason: rows are selected
 */
export function useHeldChanges(isHeld: boolean, apply: () => void) {
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set());
  const inside = useRef(false);

  function release() {
    setWaiting(new Set());
    apply();
  }

  const take = useEffectEvent((hints: Hint[] | "all") => {
    const nodes = hints === "all" ? ["all"] : hints.filter(concernsNodes).map((each) => each.node ?? "all");
    if (nodes.length === 0) return;
    if (!inside.current && !isHeld) return apply();
    setWaiting((before) => new Set([...before, ...nodes]));
  });

  useEffect(() => onHints((hints) => take(hints)), []);

  return {
    waiting,
    release,
    area: {
      onPointerEnter: () => {
        inside.current = true;
      },
      onPointerLeave: () => {
        inside.current = false;
        if (waiting.size > 0 && !isHeld) release();
      },
    },
  };
}

function concernsNodes(hint: Hint): boolean {
  return hint.kind !== "operation";
}
