import { OctagonX, RotateCw } from "lucide-react";
import { ApiError } from "../api/errors";
import classes from "./ProblemNote.module.css";

function text(member: unknown): string | undefined {
  if (member === undefined || member === null) return undefined;
  return typeof member === "string" ? member : JSON.stringify(member);
}

/** What went wrong, in the server's own words. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = error instanceof ApiError ? error.problem : undefined;
  const id = text(problem?.requestId);
  const field = text(problem?.field);
  const fallback = error instanceof Error ? error.message : String(error);
  return (
    <div className={classes.note} role="alert">
      <OctagonX size={18} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <p className={classes.title}>{problem?.title ?? "Something went wrong in this page"}</p>
        {(problem?.detail ?? (problem ? undefined : fallback)) && <p>{problem?.detail ?? fallback}</p>}
        {field && !problem?.detail && (
          <p>
            <code className="mono">{field}</code> is {text(problem?.value) ?? "absent"}
            {problem?.expected ? `; expected ${text(problem.expected)}` : ""}
          </p>
        )}
        {id && (
          <p className={classes.id}>
            Request <code className="mono">{id}</code>
          </p>
        )}
      </div>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          <RotateCw size={15} aria-hidden />
          Retry
        </button>
      )}
    </div>
  );
}
