import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { Finding, Node } from "../../api/types";

/** What a person asks for, as it is sent: the call is shown before it is made. */
export type Call =
  | { method: "PUT"; path: string; what: "acknowledge"; finding: string }
  | { method: "POST"; path: string; what: "mute"; finding: string }
  | { method: "PUT"; path: string; what: "maintain"; node: string };

export const acknowledging = ({ id }: Finding): Call => ({
  method: "PUT",
  path: `/api/v1/findings/${id}/acknowledgement`,
  what: "acknowledge",
  finding: id,
});

export const muting = ({ id }: Finding): Call => ({
  method: "POST",
  path: "/api/v1/mutes",
  what: "mute",
  finding: id,
});

export const maintaining = ({ id }: Node): Call => ({
  method: "PUT",
  path: `/api/v1/nodes/${id}/maintenance`,
  what: "maintain",
  node: id,
});

export interface Asked {
  reason: string;
  until: string;
  /** The same with every repeat of one wish. */
  key: string;
}

export function bodyOf(call: Call, { reason, until }: Asked) {
  if (call.what === "acknowledge") return { reason };
  return call.what === "mute" ? { finding: call.finding, until, reason } : { until, reason };
}

async function send(call: Call, asked: Asked): Promise<unknown> {
  const { reason, until, key } = asked;
  switch (call.what) {
    case "acknowledge":
      return body(
        api.PUT("/api/v1/findings/{id}/acknowledgement", {
          params: { path: { id: call.finding } },
          body: { reason },
        }),
      );
    case "mute":
      return body(
        api.POST("/api/v1/mutes", {
          params: { header: { "Idempotency-Key": key } },
          body: { finding: call.finding, until, reason },
        }),
      );
    case "maintain":
      return body(
        api.PUT("/api/v1/nodes/{node}/maintenance", {
          params: { path: { node: call.node } },
          body: { until, reason },
        }),
      );
  }
}

/** Pages hear of it by hints, too, but whoever asked need not wait for one. */
function useChange<T>(change: (asked: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all(
        ["findings", "node", "nodes", "fleet"].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  });
}

export function useCall(call: Call) {
  return useChange((asked: Asked) => send(call, asked));
}

export function useUnacknowledge(id: string) {
  return useChange(() =>
    body(api.DELETE("/api/v1/findings/{id}/acknowledgement", { params: { path: { id } } })),
  );
}

export function useUnmute() {
  return useChange((id: string) => body(api.DELETE("/api/v1/mutes/{id}", { params: { path: { id } } })));
}

export function useEndMaintenance(node: string) {
  return useChange(() =>
    body(api.DELETE("/api/v1/nodes/{node}/maintenance", { params: { path: { node } } })),
  );
}
