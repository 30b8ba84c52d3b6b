import { Scaling } from "lucide-react";
import { useId } from "react";
import { useCan } from "../../app/session";
import type { Node, PhysicalFunction } from "../../api/types";

interface Props {
  node: Node;
  pf: PhysicalFunction | undefined;
  onOpen: () => void;
}

/** Always there; where it cannot be, it says why. */
export function ResizeButton({ node, pf, onOpen }: Props) {
  const id = useId();
  const right = useCan("operate");
  const reason = right.allowed ? impossible(node, pf) : right.reason;
  return (
    <>
      <button
        type="button"
        className="button primary"
        // still reachable by keyboard, so that the reason can be read
        aria-disabled={reason !== undefined}
        aria-describedby={reason && id}
        title={reason}
        onClick={reason === undefined ? onOpen : undefined}
      >
        <Scaling size={15} aria-hidden />
        Resize VFs
      </button>
      {reason && (
        <span id={id} className="visually-hidden">
          {reason}
        </span>
      )}
    </>
  );
}

export function impossible(node: Node, pf: PhysicalFunction | undefined): string | undefined {
  if (node.status === "PENDING") return "The node is not approved yet";
  if (node.status === "RETIRED") return "The node is retired";
  if (node.maintenance) return `In maintenance: ${node.maintenance.reason}`;
  if (node.silent) return "The node is silent: nobody would do it";
  if (!pf) return "This node shows no PF";
  if (pf.totalVfs === 0) return `${pf.address} offers no VFs`;
  return undefined;
}
