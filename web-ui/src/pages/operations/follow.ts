import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, body } from "../../api/client";
import type { Operation } from "../../api/types";
import { isOver } from "./states";

const PATIENCE = "10s";
const BREATH_MS = 150;

/**
 * An operation until it is over: the first answer at once, then each change as it comes.
 * Its key is apart from the lists', as a hint that came between two polls would cut off the one that waits.
 */
function followed(id: string) {
  return queryOptions({
    queryKey: ["followed-operation", id],
    queryFn: ({ client, queryKey, signal }) => {
      const known = client.getQueryData<Operation>(queryKey);
      const wait = known && !isOver(known.state) ? PATIENCE : undefined;
      return body(api.GET("/api/v1/operations/{id}", { params: { path: { id }, query: { wait } }, signal }));
    },
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data && isOver(state.data.state) ? false : BREATH_MS),
  });
}

/** Follows an operation; the pages that show its node or the list learn of each change. */
export function useFollowed(id: string | undefined) {
  const queries = useQueryClient();
  const query = useQuery({ ...followed(id ?? ""), enabled: id !== undefined });
  const state = query.data?.state;
  const names = query.data ? [query.data.node, query.data.hostname] : [];
  const key = names.join(" ");

  // others' caches are an outside system: they are told when the state moves
  useEffect(() => {
    if (!state) return;
    void queries.invalidateQueries({ queryKey: ["operations"] });
    if (!isOver(state) && state !== "VERIFYING") return;
    for (const name of key.split(" ")) void queries.invalidateQueries({ queryKey: ["node", name] });
    void queries.invalidateQueries({ queryKey: ["nodes"] });
    void queries.invalidateQueries({ queryKey: ["fleet"] });
    void queries.invalidateQueries({ queryKey: ["findings"] });
  }, [queries, state, key]);
  return query;
}

export type NewOperation = Parameters<typeof post>[0];

function post(
  wanted: { kind: Operation["kind"]; node: string; reason: string } & Partial<Operation>,
  key: string,
) {
  const { kind, node, pf, numVfs, expectedNumVfs, reason } = wanted;
  // 200 with a plan answers a dry run alone
  return body(
    api.POST("/api/v1/operations", {
      params: { header: { "Idempotency-Key": key } },
      body: { kind, node, pf, numVfs, expectedNumVfs, reason, queue: false },
    }),
  ) as Promise<Operation>;
}

/** Asks for an operation. The key is the caller's: the same one with every repeat of one wish. */
export function useAsk() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ wanted, key }: { wanted: NewOperation; key: string }) => post(wanted, key),
    onSuccess: (operation) => {
      queries.setQueryData(["followed-operation", operation.id], operation);
      return queries.invalidateQueries({ queryKey: ["operations"] });
    },
  });
}

export function useCancel(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => body(api.POST("/api/v1/operations/{id}/cancel", { params: { path: { id } } })),
    onSuccess: (operation) => {
      queries.setQueryData(["followed-operation", id], operation);
      return queries.invalidateQueries({ queryKey: ["operations"] });
    },
  });
}

/** A key that nobody else makes; randomUUID is absent on plain http to another host. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
