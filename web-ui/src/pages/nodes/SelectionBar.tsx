import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RefreshCw } from "lucide-react";
import { api, body } from "../../api/client";
import { useCan } from "../../app/session";
import { counted } from "../../ui/numbers";
import classes from "./SelectionBar.module.css";

interface Props {
  selected: ReadonlySet<string>;
  onClear: () => void;
}

interface Outcome {
  asked: number;
  problems: string[];
}

/** What can be done with the selected nodes: ask their agents to look again. */
export function SelectionBar({ selected, onClear }: Props) {
  const can = useCan("operate");
  const recheck = useMutation({ mutationFn: () => recheckAll([...selected]) });
  return (
    <div className={classes.bar} role="region" aria-label="Selected nodes">
      <b>{selected.size} selected</b>
      <button
        type="button"
        className="button primary"
        aria-disabled={!can.allowed || recheck.isPending}
        title={can.reason ?? "Their agents read everything again; nothing is changed"}
        onClick={() => {
          if (can.allowed && !recheck.isPending) recheck.mutate();
        }}
      >
        <RefreshCw size={15} aria-hidden />
        {recheck.isPending ? "Asking…" : "Check now"}
      </button>
      <button type="button" className="button" onClick={onClear}>
        Clear
      </button>
      {!can.allowed && <span className={classes.note}>{can.reason}</span>}
      <span role="status" className={classes.note}>
        {recheck.data && <Told {...recheck.data} />}
      </span>
    </div>
  );
}

function Told({ asked, problems }: Outcome) {
  return (
    <>
      {asked > 0 && (
        <>
          Asked {counted(asked, "agent")}: <Link to="/operations">operations</Link>
        </>
      )}
      {problems.length > 0 && (
        <span className={classes.problem} title={problems.join("\n")}>
          {" "}
          {counted(problems.length, "node")} refused: {problems[0]}
        </span>
      )}
    </>
  );
}

const AT_ONCE = 4;

async function recheckAll(nodes: string[]): Promise<Outcome> {
  const waiting = [...nodes];
  const outcome: Outcome = { asked: 0, problems: [] };
  async function worker() {
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      try {
        // few at a time, so that the pages stay quick meanwhile
        // oxlint-disable-next-line eslint/no-await-in-loop
        await recheckOne(node);
        outcome.asked++;
      } catch (error) {
        outcome.problems.push(error instanceof Error ? error.message : String(error));
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcome;
}

function recheckOne(node: string) {
  return body(
    api.POST("/api/v1/operations", {
      params: { header: { "Idempotency-Key": idempotencyKey() } },
      body: { kind: "RECHECK", node, queue: false, reason: "asked for in the list of nodes" },
    }),
  );
}

/** crypto.randomUUID exists in secure contexts only. */
function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
