import classes from "./LiveDot.module.css";
import { useLiveState } from "./live";

const WORDS = { live: "Live", connecting: "Connecting", lost: "Not live" } as const;

/** Whether what is shown follows the server by itself. */
export function LiveDot({ children }: { children?: string }) {
  const state = useLiveState();
  return (
    <span className={classes.live}>
      <span className={`${classes.dot} ${classes[state]}`} aria-hidden />
      {WORDS[state]}
      {children && ` · ${children}`}
    </span>
  );
}
