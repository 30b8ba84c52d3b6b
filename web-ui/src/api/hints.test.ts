import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { type Hint, invalidate, invalidateAll } from "./hints";

const KEYS = [
  ["session"],
  ["fleet", "summary"],
  ["nodes", "list", {}],
  ["node", "alpha", "detail"],
  ["node", "alpha", "chain"],
  ["node", "beta", "detail"],
  ["node", "gamma", "history"],
  ["findings", "symptoms"],
  ["operations", "list", {}],
];

function cache(): QueryClient {
  const queries = new QueryClient();
  for (const key of KEYS) queries.setQueryData(key, { id: `id-of-${key[1]}` });
  return queries;
}

function staleAfter(...hints: Hint[]): string[] {
  const queries = cache();
  invalidate(queries, hints);
  return stale(queries);
}

function stale(queries: QueryClient): string[] {
  return KEYS.filter((key) => queries.getQueryState(key)?.isInvalidated).map((key) =>
    key.slice(0, 2).join(" "),
  );
}

test("aNodeThatIsNamedMakesItsOwnPageStaleAndNotThatOfOthers", () => {
  // nobody knows the id of gamma: its page may be meant
  expect(staleAfter({ kind: "node", nodes: ["id-of-alpha"] })).toEqual([
    "fleet summary",
    "nodes list",
    "node alpha",
    "node alpha",
    "node gamma",
    "findings symptoms",
  ]);
});

test("manyNodesThatAreNotNamedMakeEveryNodeStale", () => {
  expect(staleAfter({ kind: "finding", count: 900 })).toContain("node beta");
});

test("anOperationLeavesTheFleetAlone", () => {
  expect(staleAfter({ kind: "operation", nodes: ["id-of-beta"] })).toEqual([
    "node beta",
    "node gamma",
    "operations list",
  ]);
});

test("aKindThatIsNewMakesAllStaleButTheSession", () => {
  expect(staleAfter({ kind: "rollout" })).toHaveLength(KEYS.length - 1);
});

test("aResetMakesAllStaleButTheSession", () => {
  const queries = cache();
  invalidateAll(queries);
  expect(stale(queries)).toHaveLength(KEYS.length - 1);
});
