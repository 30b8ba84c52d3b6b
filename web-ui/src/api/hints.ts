import type { Query, QueryClient } from "@tanstack/react-query";

/** "Something of this kind has changed", as the server's stream says it. It carries no data. */
export interface Hint {
  kind: string;
  /** Ids of the nodes concerned, while these are few. */
  nodes?: string[];
  /** How many there are, when they are not named. */
  count?: number;
}

/** The first part of the keys of what a hint makes stale; see api/queries.ts. */
const STALE: Record<string, string[]> = {
  node: ["fleet", "nodes", "node", "findings"],
  finding: ["fleet", "nodes", "node", "findings"],
  operation: ["operations", "node"],
  breaker: ["breaker", "operations"],
  enrollment: ["fleet", "nodes", "enrollments"],
};

export function isStale(
  hint: Hint,
  key: readonly unknown[],
  idOf: (node: unknown) => string | undefined,
): boolean {
  const stale = STALE[hint.kind];
  // a kind that these pages do not know yet: better asked once too often
  if (!stale) return key[0] !== "session";
  if (!stale.includes(String(key[0]))) return false;
  if (key[0] !== "node" || !hint.nodes) return true;
  const id = idOf(key[1]);
  return id === undefined || hint.nodes.includes(id);
}

/** Asks again for what is shown and stale; lists of nodes decide themselves when (see useHeldChanges). */
export function invalidate(queries: QueryClient, hints: Hint[]): void {
  // pages call a node by its id or its hostname, hints by its id alone
  const idOf = (node: unknown) => queries.getQueryData<{ id: string }>(["node", node, "detail"])?.id;
  const isStaleNow = (query: Query) => hints.some((hint) => isStale(hint, query.queryKey, idOf));
  void queries.invalidateQueries({
    predicate: (query) => query.queryKey[0] !== "nodes" && isStaleNow(query),
  });
  void queries.invalidateQueries({
    predicate: (query) => query.queryKey[0] === "nodes" && isStaleNow(query),
    refetchType: "none",
  });
}

export function invalidateAll(queries: QueryClient): void {
  void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
}
