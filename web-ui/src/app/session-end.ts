import type { QueryClient } from "@tanstack/react-query";
import { isUnauthorized } from "../api/errors";
import { sessionQuery } from "../api/queries";

/** Calls once whenever an answer says that nobody is logged in any more: the session ran out or was ended elsewhere. */
export function onSessionEnd(queries: QueryClient, ended: () => void): void {
  function look(error: unknown) {
    if (!isUnauthorized(error) || queries.getQueryData(sessionQuery.queryKey) === undefined) return;
    queries.removeQueries({ queryKey: sessionQuery.queryKey });
    ended();
  }
  queries.getQueryCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "error") look(event.action.error);
  });
  queries.getMutationCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "error") look(event.action.error);
  });
}
