import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { useCan } from "../../app/session";
import type { Node } from "../../api/types";
import { isOver, OPERATION_LOOKS } from "../operations/states";
import { newKey, useAsk, useFollowed } from "../operations/follow";
import classes from "./CheckNow.module.css";

/** Has the agent look again, and says when its report is here. */
export function CheckNow({ node }: { node: Node }) {
  const [id, setId] = useState<string>();
  const ask = useAsk();
  const right = useCan("operate");
  const { data: operation } = useFollowed(id);
  const isBusy = ask.isPending || (operation !== undefined && !isOver(operation.state));
  const reason = right.allowed ? (node.silent ? "The node is silent" : undefined) : right.reason;

  function check() {
    if (reason || isBusy) return;
    ask.mutate(
      { wanted: { kind: "RECHECK", node: node.id, reason: "Check now" }, key: newKey() },
      { onSuccess: (asked) => setId(asked.id) },
    );
  }

  const said = ask.error
    ? ask.error.message
    : operation &&
      (isOver(operation.state) ? ending(operation.state) : OPERATION_LOOKS[operation.state].word);
  return (
    <span className={classes.check}>
      <span className={classes.said} role="status">
        {said}
      </span>
      <button
        type="button"
        className="button"
        aria-disabled={reason !== undefined || isBusy}
        title={reason}
        onClick={check}
      >
        <RefreshCw size={15} aria-hidden className={isBusy ? classes.turning : undefined} />
        {isBusy ? "Checking…" : "Check now"}
      </button>
    </span>
  );
}

function ending(state: keyof typeof OPERATION_LOOKS): string {
  return state === "SUCCEEDED" ? "Reported anew" : OPERATION_LOOKS[state].word;
}
