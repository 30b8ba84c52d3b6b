import { useCan } from "../../app/session";
import type { Operation } from "../../api/types";
import { useCancel } from "./follow";
import { KINDS } from "./words";

/** Takes back what no agent has yet; the server says no when one was faster. */
export function CancelButton({ operation }: { operation: Operation }) {
  const cancel = useCancel(operation.id);
  const right = useCan("operate");
  const refusal = cancel.error?.message;
  return (
    <button
      type="button"
      className="button"
      aria-label={`Cancel ${KINDS[operation.kind]} on ${operation.hostname}`}
      aria-disabled={!right.allowed || cancel.isPending}
      title={right.reason ?? refusal}
      onClick={() => {
        if (right.allowed && !cancel.isPending) cancel.mutate();
      }}
    >
      {refusal ? "Too late" : "Cancel"}
    </button>
  );
}
