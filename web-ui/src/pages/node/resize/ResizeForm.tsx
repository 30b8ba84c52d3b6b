import { useId, useState } from "react";
import { ApiError } from "../../../api/errors";
import type { Node } from "../../../api/types";
import { ProblemNote } from "../../../ui/ProblemNote";
import { newKey, useAsk } from "../../operations/follow";
import { plural, shortName } from "../names";
import { BeforeAfter } from "./BeforeAfter";
import { agentSteps, type Forecast, forecast, presets, type Situation } from "./consequences";
import { Field } from "../../../ui/Field";
import { ForecastView } from "./ForecastView";
import classes from "./ResizeDialog.module.css";

interface Props {
  node: Node;
  situation: Situation;
  target?: number;
  onAsked: (id: string) => void;
  onClose: () => void;
}

// the fields of a request that this form has a place for
const OWN_FIELDS = new Set(["numVfs", "reason"]);

export function ResizeForm({ node, situation, target: first, onAsked, onClose }: Props) {
  const { pf } = situation.model;
  const [target, setTarget] = useState<number | undefined>(first ?? pf.desiredVfs ?? pf.numVfs);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [sent, setSent] = useState<{ wish: string; key: string }>();
  const confirmId = useId();
  const ask = useAsk();

  const outlook = target === undefined ? undefined : forecast(target, situation);
  const destroys = outlook?.kind === "does" && outlook.destroys;
  const name = shortName(node.hostname);
  const missing = missingOf(outlook, reason, destroys && typed !== name ? name : undefined);
  const problem = ask.error instanceof ApiError ? ask.error.problem : undefined;
  const field = typeof problem?.field === "string" ? problem.field : undefined;

  function submit() {
    if (missing !== undefined || target === undefined || ask.isPending) return;
    const { address, numVfs: expectedNumVfs } = pf;
    const wanted = {
      kind: "RESIZE_VFS",
      node: node.id,
      pf: address,
      numVfs: target,
      expectedNumVfs,
      reason,
    } as const;
    // one wish, one key: repeated after a lost answer it leads to the same operation
    const wish = JSON.stringify(wanted);
    const key = sent?.wish === wish ? sent.key : newKey();
    setSent({ wish, key });
    ask.mutate({ wanted, key }, { onSuccess: (operation) => onAsked(operation.id) });
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={classes.columns}>
        <div className={classes.left}>
          <Field
            label="VFs after the change"
            description={limits(pf.numVfs, pf.totalVfs)}
            type="number"
            inputMode="numeric"
            min={0}
            step={1}
            value={target ?? ""}
            onChange={(event) => setTarget(countOf(event.currentTarget.value))}
            error={numberError(outlook) ?? (field === "numVfs" ? problem?.detail : undefined)}
          />
          <div className={classes.presets} role="group" aria-label="Usual numbers">
            {presets(situation.model).map((preset) => (
              <button
                key={preset}
                type="button"
                className={`button ${classes.preset}`}
                aria-pressed={preset === target}
                onClick={() => setTarget(preset)}
              >
                {preset} <span>{presetName(preset, situation)}</span>
              </button>
            ))}
          </div>
          {target !== undefined && <BeforeAfter before={pf.numVfs} after={target} most={pf.totalVfs} />}
          <Field
            label="Reason"
            description="Stands in the history and the audit log, with your name."
            placeholder="training profile"
            value={reason}
            required
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={field === "reason" ? problem?.detail : undefined}
          />
        </div>
        <div className={classes.right} aria-live="polite">
          <h3>What this does</h3>
          {outlook ? (
            <ForecastView outlook={outlook} onInstead={setTarget} />
          ) : (
            <p className={classes.dim}>Say how many VFs there shall be.</p>
          )}
        </div>
      </div>
      {outlook?.kind === "does" && target !== undefined && (
        <div className={classes.steps}>
          <h3>What the agent does</h3>
          <ol>
            {agentSteps(target, situation.model).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
      )}
      {ask.error && !(field && OWN_FIELDS.has(field)) && (
        <div className={classes.problem}>
          <ProblemNote error={ask.error} />
        </div>
      )}
      <div className={classes.foot}>
        <span className={classes.dim} id={confirmId}>
          {missing ?? "Written to the audit log as you."}
        </span>
        {destroys && (
          <input
            className="input"
            aria-label={`Type ${name} to confirm that its VFs are destroyed`}
            placeholder={`type ${name} to confirm`}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="submit"
          className="button primary"
          aria-disabled={missing !== undefined || ask.isPending}
          aria-describedby={confirmId}
        >
          {ask.isPending ? "Asking…" : target === undefined ? "Resize" : `Resize to ${plural(target, "VF")}`}
        </button>
      </div>
    </form>
  );
}

/** A whole number of VFs, or nothing sensible yet. */
function countOf(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function numberError(outlook: Forecast | undefined): string | undefined {
  return outlook?.kind === "refused" ? `The card allows ${outlook.instead}` : undefined;
}

function limits(now: number | undefined, most: number | undefined): string {
  const has = now === undefined ? "How many there are now is not known." : `Now ${now}.`;
  return `${has} ${most === undefined ? "What the card allows is not known." : `The card allows ${most}.`}`;
}

function presetName(preset: number, { model: { pf } }: Situation): string {
  if (preset === pf.numVfs) return "now";
  if (preset === pf.desiredVfs) return "wanted";
  return preset === 0 ? "none" : "all";
}

/** What keeps the button from working, told beside it. */
function missingOf(
  outlook: Forecast | undefined,
  reason: string,
  confirm: string | undefined,
): string | undefined {
  if (!outlook) return "Say how many VFs there shall be.";
  if (outlook.kind === "refused") return "The card does not allow so many.";
  if (outlook.kind === "nothing") return "There is nothing to change.";
  if (reason.trim() === "") return "A reason is needed.";
  return confirm && `Type ${confirm} to confirm that the VFs are destroyed.`;
}
