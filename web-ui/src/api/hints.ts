import type { Query, QueryClient } from "@tanstack/react-query";

/** "Something of this kind has changed": what the server's stream says. It carries no data. */
export interface Hint {
  kind: string;
  node?: string;
  hostname?: string;
  operation?: string;
}

/** The first part of the keys of what a hint makes stale; see api/queries.ts. */
const STALE: Record<string, string[]> = {
  node: ["fleet", "nodes", "node", "findings"],
  finding: ["fleet", "nodes", "node", "findings"],
  operation: ["operations", "node"],
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
  if (key[0] !== "node" || !hint.node) return true;
  return key[1] === hint.node || key[1] === hint.hostname || (idOf(key[1]) ?? hint.node) === hint.node;
}

/** Asks again for what is shown and stale; lists of nodes decide themselves when (see useHeldChanges). */
export function invalidate(queries: QueryClient, hints: Hint[]): void {
  const idOf = (node: unknown) => queries.getQueryData<{ id: string }>(["node", node, "detail"])?.id;
  const stale = (query: Query) => hints.some((hint) => isStale(hint, query.queryKey, idOf));
  void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "nodes" && stale(query) });
  void queries.invalidateQueries({
    predicate: (query) => query.queryKey[0] === "nodes" && stale(query),
    refetchType: "none",
  });
}

export function invalidateAll(queries: QueryClient): void {
  void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
}
