import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Hint } from "../api/hints";
import { onHints } from "./live";

/** What waits: the nodes by name, and whether there are more that were not named. */
export interface Waiting {
  nodes: ReadonlySet<string>;
  andMore: boolean;
}

const NOTHING: Waiting = { nodes: new Set(), andMore: false };

/**
 * Changes of a list that must not move under somebody's pointer: applied at once while nobody is inside, else counted
 * and applied when the pointer leaves or the person says so.
 *
 * @param isHeld for another reason: rows are selected
 */
export function useHeldChanges(isHeld: boolean, apply: () => void) {
  const [waiting, setWaiting] = useState(NOTHING);
  const inside = useRef(false);
  const isWaiting = waiting.andMore || waiting.nodes.size > 0;

  function release() {
    setWaiting(NOTHING);
    apply();
  }

  const take = useEffectEvent((hints: Hint[] | "all") => {
    if (hints !== "all" && !hints.some(concernsNodes)) return;
    if (!inside.current && !isHeld) return apply();
    setWaiting((before) => added(before, hints));
  });

  useEffect(() => onHints((hints) => take(hints)), []);

  return {
    waiting: isWaiting ? waiting : undefined,
    release,
    area: {
      onPointerEnter: () => {
        inside.current = true;
      },
      onPointerLeave: () => {
        inside.current = false;
        if (isWaiting && !isHeld) release();
      },
    },
  };
}

function concernsNodes(hint: Hint): boolean {
  return hint.kind !== "operation";
}

function added(before: Waiting, hints: Hint[] | "all"): Waiting {
  if (hints === "all") return { ...before, andMore: true };
  const mine = hints.filter(concernsNodes);
  return {
    nodes: new Set([...before.nodes, ...mine.flatMap((hint) => hint.nodes ?? [])]),
    andMore: before.andMore || mine.some((hint) => !hint.nodes),
  };
}
