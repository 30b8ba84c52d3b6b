import { Wrench } from "lucide-react";
import { useState } from "react";
import { useCan } from "../../app/session";
import type { Node } from "../../api/types";
import { When } from "../../ui/Age";
import { AskDialog } from "./AskDialog";
import { maintaining, useEndMaintenance } from "./life";
import classes from "./Maintenance.module.css";

/** Lets people work on a node in peace. */
export function MaintenanceButton({ node }: { node: Node }) {
  const [isOpen, setOpen] = useState(false);
  const right = useCan("operate");
  const reason = right.allowed ? impossible(node) : right.reason;
  if (node.maintenance) return null;
  return (
    <>
      <button
        type="button"
        className="button"
        aria-disabled={reason !== undefined}
        title={reason}
        onClick={() => {
          if (reason === undefined) setOpen(true);
        }}
      >
        <Wrench size={15} aria-hidden />
        Maintenance
      </button>
      {isOpen && (
        <AskDialog
          title="Maintenance"
          lead={`Nothing is written on ${node.hostname} until then, and its findings are muted.`}
          call={maintaining(node)}
          verb="Begin maintenance"
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function impossible({ status }: Node): string | undefined {
  if (status === "PENDING") return "The node is not approved yet";
  return status === "RETIRED" ? "The node is retired" : undefined;
}

/** Said before anything else on the node's page. */
export function MaintenanceBanner({ node }: { node: Node }) {
  const right = useCan("operate");
  const end = useEndMaintenance(node.id);
  const { maintenance } = node;
  if (!maintenance) return null;
  return (
    <div className={classes.banner} role="status">
      <Wrench size={18} aria-hidden />
      <p>
        <b>In maintenance</b> until <When at={maintenance.until} />, by {maintenance.by}: {maintenance.reason}
        . Nothing is written here, and its findings are muted.
      </p>
      <button
        type="button"
        className="button"
        aria-disabled={!right.allowed || end.isPending}
        title={right.reason ?? end.error?.message}
        onClick={() => {
          if (right.allowed && !end.isPending) end.mutate(undefined);
        }}
      >
        End it
      </button>
    </div>
  );
}

/** Beside a node's state in lists. */
export function MaintenanceMark({ node }: { node: Node }) {
  if (!node.maintenance) return null;
  const words = `In maintenance: ${node.maintenance.reason}`;
  return (
    <span className={classes.mark} title={words}>
      <Wrench size={14} role="img" aria-label={words} />
    </span>
  );
}
