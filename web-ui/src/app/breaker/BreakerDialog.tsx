import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body } from "../../api/client";
import { breakerQuery } from "../../api/queries";
import { Field } from "../../ui/Field";
import { ProblemNote } from "../../ui/ProblemNote";
import { Dialog } from "../Dialog";
import classes from "./BreakerDialog.module.css";

const WORDS = {
  opening: {
    title: "Open the breaker",
    text: "No command reaches a node until somebody closes it. What a node has begun goes on; what was asked for waits.",
    act: "Stop all operations",
  },
  closing: {
    title: "Close the breaker",
    text: "Operations that wait start at once, one a node.",
    act: "Let operations start",
  },
} as const;

interface Props {
  /** Which way it is moved. */
  open: boolean;
  onClose: () => void;
}

export function BreakerDialog({ open, onClose }: Props) {
  const words = open ? WORDS.opening : WORDS.closing;
  const [reason, setReason] = useState("");
  const queries = useQueryClient();
  const move = useMutation({
    mutationFn: () => body(api.PUT("/api/v1/breaker", { body: { open, reason: reason.trim() } })),
    onSuccess: (breaker) => {
      queries.setQueryData(breakerQuery.queryKey, breaker);
      onClose();
    },
  });
  const canMove = reason.trim() !== "" && !move.isPending;
  return (
    <Dialog label={words.title} className={classes.dialog} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (canMove) move.mutate();
        }}
      >
        <h2>{words.title}</h2>
        <p>{words.text}</p>
        <Field
          label="Reason"
          description="Everybody sees it; it is kept in the audit"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {move.error && <ProblemNote error={move.error} />}
        <div className={classes.foot}>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className="button primary"
            aria-disabled={!canMove}
            title={reason.trim() === "" ? "Say why" : undefined}
          >
            {words.act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
