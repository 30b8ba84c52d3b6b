import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { type Hint, invalidate, invalidateAll } from "../api/hints";
import { type LiveState, listen } from "../api/live";

/** Hints come one per node; a wave of them is one question each second and a half. */
const GATHER_MS = 1500;
/** Without a stream the pages ask by themselves. */
const POLL_MS = 30_000;

let state: LiveState = "connecting";
const stateListeners = new Set<() => void>();
const hintListeners = new Set<(hints: Hint[] | "all") => void>();

function setState(next: LiveState) {
  state = next;
  stateListeners.forEach((each) => each());
}

export function onHints(listener: (hints: Hint[] | "all") => void): () => void {
  hintListeners.add(listener);
  return () => hintListeners.delete(listener);
}

/** Keeps the cache as fresh as the server's stream says. Only one at a time. */
export function keepFresh(queries: QueryClient): () => void {
  let gathered: Hint[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush() {
    const hints = gathered;
    gathered = [];
    timer = undefined;
    invalidate(queries, hints);
    hintListeners.forEach((each) => each(hints));
  }

  function all() {
    invalidateAll(queries);
    hintListeners.forEach((each) => each("all"));
  }

  const stop = listen((heard) => {
    if (heard.type === "state") return setState(heard.state);
    if (heard.type === "reset") return all();
    gathered.push(heard.hint);
    timer ??= setTimeout(flush, GATHER_MS);
  });
  const poll = setInterval(() => {
    if (state === "lost") all();
  }, POLL_MS);
  return () => {
    stop();
    clearTimeout(timer);
    clearInterval(poll);
  };
}

export function useKeepFresh(): void {
  const queries = useQueryClient();
  // the stream is outside of React and lives as long as somebody is logged in
  useEffect(() => keepFresh(queries), [queries]);
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    () => state,
  );
}
