import { X } from "lucide-react";
import { useId, useState } from "react";
import { serverNow } from "../../api/server-clock";
import { Dialog } from "../../app/Dialog";
import { CopyButton } from "../../ui/CopyButton";
import { Field } from "../../ui/Field";
import { ProblemNote } from "../../ui/ProblemNote";
import { newKey } from "../operations/follow";
import classes from "./AskDialog.module.css";
import { bodyOf, type Call, useCall } from "./life";

interface Props {
  title: string;
  /** What it does, and to what. */
  lead: string;
  call: Call;
  /** What the button says. */
  verb: string;
  onClose: () => void;
}

const HOUR = 3_600_000;
const SPANS = [
  { words: "1 hour", ms: HOUR },
  { words: "8 hours", ms: 8 * HOUR },
  { words: "1 day", ms: 24 * HOUR },
  { words: "1 week", ms: 7 * 24 * HOUR },
  { words: "30 days", ms: 30 * 24 * HOUR },
];

/** Asks why, and for how long where it ends by itself; shows the call that it makes. */
export function AskDialog({ title, lead, call, verb, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [span, setSpan] = useState(8 * HOUR);
  const [key] = useState(newKey);
  const [opened] = useState(serverNow);
  const spanId = useId();
  const hintId = useId();
  const ask = useCall(call);
  const ends = call.what !== "acknowledge";
  const asked = { reason: reason.trim(), until: new Date(opened + span).toISOString(), key };
  const missing = asked.reason === "" ? "A reason is needed." : undefined;

  return (
    <Dialog label={title} className={classes.dialog} onClose={onClose}>
      <form
        noValidate
        className={classes.content}
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === undefined && !ask.isPending) ask.mutate(asked, { onSuccess: onClose });
        }}
      >
        <h2>{title}</h2>
        <p className={classes.lead}>{lead}</p>
        <Field
          label="Reason"
          description="Others read it beside the mark; it stands in the audit log, with your name."
          placeholder="card is ordered"
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {ends && (
          <div className={classes.span}>
            <label htmlFor={spanId}>For</label>
            <select
              id={spanId}
              className="input"
              value={span}
              onChange={(event) => setSpan(Number(event.currentTarget.value))}
            >
              {SPANS.map(({ words, ms }) => (
                <option key={ms} value={ms}>
                  {words}
                </option>
              ))}
            </select>
          </div>
        )}
        <div className={classes.call}>
          <code className="mono">
            {call.method} {call.path}
            <br />
            {JSON.stringify(bodyOf(call, asked))}
          </code>
          <CopyButton
            value={`${call.method} ${call.path} ${JSON.stringify(bodyOf(call, asked))}`}
            label="Copy the call"
          />
        </div>
        {ask.error && <ProblemNote error={ask.error} />}
        <div className={classes.foot}>
          <span id={hintId}>{missing}</span>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className="button primary"
            aria-disabled={missing !== undefined || ask.isPending}
            aria-describedby={hintId}
          >
            {ask.isPending ? "Asking…" : verb}
          </button>
        </div>
        <button type="button" className={`icon-button ${classes.close}`} aria-label="Close" onClick={onClose}>
          <X size={18} aria-hidden />
        </button>
      </form>
    </Dialog>
  );
}
