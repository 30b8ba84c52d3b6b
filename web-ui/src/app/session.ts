import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, body } from "../api/client";
import type { Session } from "../api/types";
import { sessionQuery } from "../api/queries";

/** What a person may be allowed to do; admin may all. */
export type Right = "read" | "operate" | "approve" | "admin";

/** A control that is not allowed is shown disabled with the reason, never hidden. */
export type Allowed = { allowed: true; reason?: undefined } | { allowed: false; reason: string };

const WHO_MAY: Record<Right, string> = {
  read: "every role",
  operate: "operator, approver or admin",
  approve: "approver or admin",
  admin: "admin",
};

export function allowed(session: Session, right: Right): Allowed {
  if (session.scopes.includes(right) || session.scopes.includes("admin")) return { allowed: true };
  const who = session.role ? `You are ${session.role}` : "Your token has no such right";
  return { allowed: false, reason: `${who}; this needs ${WHO_MAY[right]}` };
}

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

export function useCan(right: Right): Allowed {
  return allowed(useSession(), right);
}

export function useLogOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => body(api.DELETE("/api/v1/session")),
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: "/login" });
    },
  });
}
