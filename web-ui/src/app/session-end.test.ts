import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { ApiError } from "../api/errors";
import { sessionQuery } from "../api/queries";
import { onSessionEnd } from "./session-end";

function fail(queries: QueryClient, status: number): Promise<void> {
  return queries.prefetchQuery({
    queryKey: ["nodes", status, Math.random()],
    queryFn: () => Promise.reject(new ApiError({ status, title: "no" })),
    retry: false,
  });
}

function loggedIn() {
  const queries = new QueryClient();
  queries.setQueryData(sessionQuery.queryKey, { name: "ada", scopes: [] });
  const ended = vi.fn<() => void>();
  onSessionEnd(queries, ended);
  return { queries, ended };
}

test("manyAnswersThatNobodyIsLoggedInEndTheSessionOnce", async () => {
  const { queries, ended } = loggedIn();
  await Promise.all([fail(queries, 401), fail(queries, 401)]);
  expect(ended).toHaveBeenCalledOnce();
  expect(queries.getQueryData(sessionQuery.queryKey)).toBeUndefined();
});

test("otherProblemsEndNoSession", async () => {
  const { queries, ended } = loggedIn();
  await fail(queries, 403);
  expect(ended).not.toHaveBeenCalled();
});
