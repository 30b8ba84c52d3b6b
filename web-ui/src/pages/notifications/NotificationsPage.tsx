import { useQuery } from "@tanstack/react-query";
import { BellOff, Plus } from "lucide-react";
import { useState } from "react";
import { Page } from "../../app/Page";
import { useCan } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { Panel } from "../../ui/Panel";
import { ProblemNote } from "../../ui/ProblemNote";
import classes from "./NotificationsPage.module.css";
import { type Target, targetsQuery } from "./queries";
import { TargetDialog } from "./TargetDialog";
import { TargetsTable } from "./TargetsTable";
import { Undelivered } from "./Undelivered";

/** Where word is sent to when something breaks, and what did not arrive. */
export function NotificationsPage() {
  const right = useCan("admin");
  const targets = useQuery({ ...targetsQuery, enabled: right.allowed });
  const [edited, setEdited] = useState<Target | "new">();
  const items = targets.data?.items ?? [];
  return (
    <Page
      title="Notifications"
      actions={
        <button
          type="button"
          className="button"
          aria-disabled={!right.allowed}
          title={right.reason}
          onClick={() => {
            if (right.allowed) setEdited("new");
          }}
        >
          <Plus size={15} aria-hidden />
          Add a target
        </button>
      }
    >
      <Panel title="Targets">
        {targets.error && (
          <div className={classes.problem}>
            <ProblemNote error={targets.error} onRetry={() => void targets.refetch()} />
          </div>
        )}
        {items.length > 0 && <TargetsTable targets={items} onEdit={setEdited} />}
        {(targets.isSuccess || !right.allowed) && items.length === 0 && (
          <EmptyState icon={BellOff} title={right.reason ?? "Nobody is told"}>
            A target is a webhook: of a chat, of a pager, of your own.
          </EmptyState>
        )}
      </Panel>
      {right.allowed && <Undelivered />}
      {edited && (
        <TargetDialog target={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </Page>
  );
}
