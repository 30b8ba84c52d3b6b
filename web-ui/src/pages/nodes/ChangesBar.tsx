import type { Waiting } from "../../app/held-changes";
import { counted } from "../../ui/numbers";
import classes from "./ChangesBar.module.css";

/** Changes that wait because somebody points at the list or has selected in it. */
export function ChangesBar({ waiting, onApply }: { waiting: Waiting; onApply: () => void }) {
  const words = waiting.andMore || waiting.nodes.size === 0 ? "Nodes" : counted(waiting.nodes.size, "node");
  return (
    <div className={classes.bar} role="status">
      {words} changed
      <button type="button" onClick={onApply}>
        Update
      </button>
    </div>
  );
}
