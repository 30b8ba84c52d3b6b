import { Link } from "@tanstack/react-router";
import { ProblemNote } from "../../../ui/ProblemNote";
import type { Operation } from "../../../api/types";
import { useCancel } from "../../operations/follow";
import { Progress } from "../../operations/Progress";
import { isCancelable, isOver } from "../../operations/states";
import classes from "./ResizeDialog.module.css";

/** The operation while it runs and when it is over; closing the dialog does not stop it. */
export function ResizeProgress({ operation, onClose }: { operation: Operation; onClose: () => void }) {
  const cancel = useCancel(operation.id);
  return (
    <>
      <div className={classes.running}>
        <Progress operation={operation} />
        {cancel.error && <ProblemNote error={cancel.error} />}
      </div>
      <div className={classes.foot}>
        <span className={classes.dim}>
          {isOver(operation.state) ? "It is over." : "It goes on when this is closed."}{" "}
          <Link to="/operations/$id" params={{ id: operation.id }}>
            Open the operation
          </Link>
        </span>
        {isCancelable(operation.state) && (
          <button
            type="button"
            className="button"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            Take it back
          </button>
        )}
        {/* the button that had the focus is gone with the form */}
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
        <button type="button" className="button primary" autoFocus onClick={onClose}>
          Close
        </button>
      </div>
    </>
  );
}
