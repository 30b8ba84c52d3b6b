import { BellOff, UserCheck } from "lucide-react";
import { useState } from "react";
import { useCan } from "../../app/session";
import type { Finding } from "../../api/types";
import { When } from "../../ui/Age";
import { AskDialog } from "./AskDialog";
import classes from "./FindingLife.module.css";
import { acknowledging, muting, useUnacknowledge, useUnmute } from "./life";

/** That somebody knows of it, or does not want to hear of it: who, why and until when. */
export function FindingMarks({ finding }: { finding: Finding }) {
  const { acknowledged, mutedBy } = finding;
  return (
    <>
      {acknowledged && (
        <span className={classes.mark}>
          <UserCheck size={13} aria-hidden />
          acknowledged by {acknowledged.by}: {acknowledged.reason}
        </span>
      )}
      {mutedBy && (
        <span className={classes.mark}>
          <BellOff size={13} aria-hidden />
          {mutedBy.mute ? "muted" : "node in maintenance"} until <When at={mutedBy.until} /> by {mutedBy.by}:{" "}
          {mutedBy.reason}
        </span>
      )}
    </>
  );
}

/** What a person can say of an open finding. */
export function FindingActions({ finding }: { finding: Finding }) {
  const [dialog, setDialog] = useState<"acknowledge" | "mute">();
  const right = useCan("operate");
  const unacknowledge = useUnacknowledge(finding.id);
  const unmute = useUnmute();
  const mute = finding.mutedBy?.mute;
  const of = `${finding.check} on ${finding.hostname}, ${finding.subject}`;
  const refusal = unacknowledge.error?.message ?? unmute.error?.message;

  function button(words: string, act: () => void) {
    return (
      <button
        type="button"
        className={`button ${classes.action}`}
        aria-label={`${words} ${of}`}
        aria-disabled={!right.allowed}
        title={right.reason ?? refusal}
        onClick={() => {
          if (right.allowed) act();
        }}
      >
        {words}
      </button>
    );
  }

  return (
    <span className={classes.actions}>
      {finding.acknowledged
        ? button("Unacknowledge", () => unacknowledge.mutate(undefined))
        : button("Acknowledge", () => setDialog("acknowledge"))}
      {mute ? button("Unmute", () => unmute.mutate(mute)) : button("Mute", () => setDialog("mute"))}
      {dialog === "acknowledge" && (
        <AskDialog
          title="Acknowledge"
          lead={`Says that you know about it, until it is resolved: ${finding.cause}`}
          call={acknowledging(finding)}
          verb="Acknowledge"
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === "mute" && (
        <AskDialog
          title="Mute"
          lead={`It stays in lists, marked, and counts nowhere until then: ${finding.cause}`}
          call={muting(finding)}
          verb="Mute"
          onClose={() => setDialog(undefined)}
        />
      )}
    </span>
  );
}
