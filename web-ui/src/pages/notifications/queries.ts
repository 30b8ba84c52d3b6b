import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import { ApiError } from "../../api/errors";
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
export type Target = Schemas["NotificationTarget"];
export type NewTarget = Schemas["NewNotificationTarget"];
export type Rules = Schemas["NotificationRules"];
export type Delivery = Schemas["NotificationDelivery"];

const MOST = 100;

export const targetsQuery = queryOptions({
  queryKey: ["notifications", "targets"],
  queryFn: () => body(api.GET("/api/v1/notification-targets", { params: { query: { pageSize: MOST } } })),
});

/** What waits and what is dead, newest first; nobody hints at these, so they are asked for again. */
export const undeliveredQuery = queryOptions({
  queryKey: ["notifications", "undelivered"],
  queryFn: () =>
    body(
      api.GET("/api/v1/notification-deliveries", {
        params: { query: { filter: "state=in=(DEAD,WAITING)", pageSize: MOST } },
      }),
    ),
  refetchInterval: 10_000,
});

const one = (id: string) => ({ params: { path: { id } } });

/** Changes a target only if it is still what was shown. */
async function edit(shown: Target, wanted: NewTarget) {
  const { response, data } = await api.GET("/api/v1/notification-targets/{id}", one(shown.id));
  if (data?.version !== shown.version)
    throw new ApiError({ status: 412, title: "Somebody else has changed this target meanwhile" });
  const headers = { "If-Match": response.headers.get("ETag") ?? "" };
  return body(
    api.PUT("/api/v1/notification-targets/{id}", {
      params: { path: { id: shown.id }, header: headers },
      body: wanted,
    }),
  );
}

export function useSave(shown: Target | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (wanted: NewTarget): Promise<string | undefined> => {
      if (shown) {
        await edit(shown, wanted);
        return undefined;
      }
      return (await body(api.POST("/api/v1/notification-targets", { body: wanted }))).secret;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["notifications"] }),
  });
}

export function useTest(id: string) {
  return useMutation({ mutationFn: () => body(api.POST("/api/v1/notification-targets/{id}/test", one(id))) });
}

export function useDelete(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => body(api.DELETE("/api/v1/notification-targets/{id}", one(id))),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["notifications"] }),
  });
}

export function useRetry(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => body(api.POST("/api/v1/notification-deliveries/{id}/retry", one(id))),
    onSettled: () => queries.invalidateQueries({ queryKey: ["notifications"] }),
  });
}
