import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors";

/** Hints from the server's stream say when something is stale; a minute is for when there is no stream. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) =>
        failures < 2 && (!(error instanceof ApiError) || error.status >= 500 || error.status === 0),
    },
  },
});
