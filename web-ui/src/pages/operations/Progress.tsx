import { Check, CircleHelp, LoaderCircle, ShieldX, SkipForward } from "lucide-react";
import type { Operation } from "../../api/types";
import { CopyButton } from "../../ui/CopyButton";
import classes from "./Progress.module.css";
import { isOver, OPERATION_LOOKS, OperationBadge } from "./states";
import { countsWords, gateWords, stepWords, tookMs, tookWords } from "./words";

/** How far an operation is: state, steps, gates, and the kernel's own words where it failed. */
export function Progress({ operation }: { operation: Operation }) {
  const took = tookMs(operation);
  return (
    <div className={classes.progress}>
      <div className={classes.head} role="status">
        <OperationBadge state={operation.state} large />
        <span className={classes.dim}>{OPERATION_LOOKS[operation.state].means}</span>
        <span className={classes.counts}>
          {countsWords(operation) && <b>{countsWords(operation)} VFs</b>}
          {took !== undefined && <span className={classes.dim}>{tookWords(took)}</span>}
        </span>
      </div>
      {operation.explanation && <p className={classes.explanation}>{operation.explanation}</p>}
      <WriteFailure error={operation.error} />
      <Steps operation={operation} />
      <Gates gates={operation.gates} />
    </div>
  );
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
            <span>{stepWords(step.name)}</span>
            <span className={classes.ms}>{tookWords(step.tookMs)}</span>
          </li>
        ))}
        {running && (
          <li>
            <LoaderCircle size={15} aria-hidden className={classes.turning} />
            <span className={classes.dim}>{OPERATION_LOOKS[operation.state].means}</span>
          </li>
        )}
      </ol>
    </section>
  );
}

type Gate = Operation["gates"][number];

const GATE_LOOKS = {
  PASSED: { word: "passed", icon: Check, tone: "done" },
  REFUSED: { word: "refused", icon: ShieldX, tone: "refused" },
  UNKNOWN: { word: "not known", icon: CircleHelp, tone: "unknown" },
  OVERRIDDEN: { word: "passed over", icon: SkipForward, tone: "overridden" },
} as const;

/** Those that say something first; the passed ones are folded. */
function Gates({ gates }: { gates: Gate[] }) {
  if (gates.length === 0) return null;
  const loud = gates.filter((gate) => gate.verdict !== "PASSED");
  const passed = gates.filter((gate) => gate.verdict === "PASSED");
  return (
    <section aria-label="Gates">
      <h3 className={classes.title}>Gates on the node</h3>
      <GateList gates={loud} />
      {passed.length > 0 && (
        <details className={classes.passed}>
          <summary>
            {passed.length} of {gates.length} passed
          </summary>
          <GateList gates={passed} />
        </details>
      )}
    </section>
  );
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
              <b>{gateWords(gate.id)}</b> <span className={classes[tone]}>{word}</span>{" "}
              <code className={`mono ${classes.dim}`}>{gate.id}</code>
              <span className={classes.detail}>{gate.detail}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
