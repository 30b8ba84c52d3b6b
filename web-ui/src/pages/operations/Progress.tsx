import { Check, CircleHelp, LoaderCircle, ShieldX, SkipForward } from "lucide-react";
import type { Operation } from "../../api/types";
import { CopyButton } from "../../ui/CopyButton";
import classes from "./Progress.module.css";
import { isOver, OPERATION_LOOKS, OperationBadge, type OperationState } from "./states";
import { countsWords, gateOf, stepWords, tookMs, tookWords } from "./words";

/** How far an operation is: state, steps, gates, and the kernel's own words where it failed. */
export function Progress({ operation }: { operation: Operation }) {
  const took = tookMs(operation);
  return (
    <div className={classes.progress}>
      <div className={classes.head} role="status">
        <OperationBadge state={operation.state} large />
        <span className={classes.dim}>{OPERATION_LOOKS[operation.state].means}</span>
        <span className={classes.counts}>
          {countsWords(operation) && <b>{countsWords(operation)}</b>}
          {took !== undefined && <span className={classes.dim}>{tookWords(took)}</span>}
        </span>
      </div>
      {operation.explanation && !isToldByGates(operation) && (
        <p className={classes.explanation}>{operation.explanation}</p>
      )}
      <WriteFailure error={operation.error} />
      <Steps operation={operation} />
      <Gates gates={operation.gates} />
    </div>
  );
}

/** A refusal's sentence is its gates' details, one after the other: told below, gate by gate. */
function isToldByGates({ state, explanation = "", gates }: Operation): boolean {
  const refusing = gates.filter((gate) => gate.verdict === "REFUSED");
  return state === "REFUSED" && refusing.some((gate) => explanation.includes(gate.detail));
}

function WriteFailure({ error }: { error: Operation["error"] }) {
  if (!error) return null;
  return (
    <section className={classes.failure} aria-label="The kernel's refusal">
      <p>
        <b className="mono">{error.errno}</b> when <code className="mono">{error.value}</code> was written to{" "}
        <code className={`mono ${classes.path}`}>{error.path}</code>
      </p>
      {error.kernelLines.length > 0 && (
        <div className={classes.lines}>
          <div className={classes.linesHead}>
            <span>The kernel's lines</span>
            <CopyButton value={error.kernelLines.join("\n")} label="Copy the kernel's lines" />
          </div>
          {/* scrolls sideways, so the keyboard must reach it */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre tabIndex={0}>{error.kernelLines.join("\n")}</pre>
        </div>
      )}
    </section>
  );
}

function Steps({ operation }: { operation: Operation }) {
  const running = !isOver(operation.state) && operation.state !== "UNKNOWN";
  if (operation.steps.length === 0 && !running) return null;
  return (
    <section aria-label="Steps">
      <h3 className={classes.title}>Steps</h3>
      <ol className={classes.steps}>
        {operation.steps.map((step) => (
          <li key={`${step.name} ${step.startedAt}`}>
            <Check size={15} aria-hidden className={classes.done} />
            <span>
              {stepWords(step.name)}
              {step.output && <pre className={classes.said}>{step.output}</pre>}
            </span>
            <span className={classes.ms}>{tookWords(step.tookMs)}</span>
          </li>
        ))}
        {running && (
          <li>
            <LoaderCircle size={15} aria-hidden className={classes.turning} />
            <span className={classes.dim}>{waitingFor(operation.state)}</span>
          </li>
        )}
      </ol>
    </section>
  );
}

function waitingFor(state: OperationState): string {
  if (state === "VERIFYING") return "Waiting for the node's next report";
  return state === "RUNNING" ? "Next step" : "Waiting for the agent to begin";
}

type Gate = Operation["gates"][number];

const GATE_LOOKS = {
  PASSED: { word: "passed", icon: Check, tone: "done" },
  REFUSED: { word: "refused", icon: ShieldX, tone: "refused" },
  UNKNOWN: { word: "not known", icon: CircleHelp, tone: "unknown" },
  OVERRIDDEN: { word: "passed over", icon: SkipForward, tone: "overridden" },
} as const;

/** Those that kept it from being done, or would have; the others are folded. */
function Gates({ gates }: { gates: Gate[] }) {
  if (gates.length === 0) return null;
  const loud = gates.filter(isLoud).sort((a, b) => LOUDEST.indexOf(a.verdict) - LOUDEST.indexOf(b.verdict));
  const quiet = gates.filter((gate) => !isLoud(gate));
  return (
    <section aria-label="Gates">
      <h3 className={classes.title}>Gates on the node</h3>
      <GateList gates={loud} />
      {quiet.length > 0 && (
        <details className={classes.passed}>
          <summary>{quietWords(quiet, gates.length)}</summary>
          <GateList gates={quiet} />
        </details>
      )}
    </section>
  );
}

const LOUDEST: Gate["verdict"][] = ["REFUSED", "UNKNOWN", "OVERRIDDEN", "PASSED"];

function isLoud({ id, verdict }: Gate): boolean {
  if (verdict === "UNKNOWN") return gateOf(id).mustKnow;
  return verdict !== "PASSED";
}

function quietWords(quiet: Gate[], all: number): string {
  const unknown = quiet.filter((gate) => gate.verdict === "UNKNOWN").length;
  const passed = `${quiet.length - unknown} of ${all} passed`;
  return unknown > 0 ? `${passed}, ${unknown} could not tell and need not` : passed;
}

function GateList({ gates }: { gates: Gate[] }) {
  if (gates.length === 0) return null;
  return (
    <ul className={classes.gates}>
      {gates.map((gate) => {
        const { icon: Icon, word, tone } = GATE_LOOKS[gate.verdict];
        return (
          <li key={gate.id}>
            <Icon size={15} aria-hidden className={classes[tone]} />
            <span>
              <b>{gateOf(gate.id).name}</b> <span className={classes[tone]}>{word}</span>{" "}
              <code className={`mono ${classes.dim}`}>{gate.id}</code>
              <span className={classes.detail}>{gate.detail}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
