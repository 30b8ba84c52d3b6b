import classes from "./Bar.module.css";
import { count } from "./numbers";
import { LOOKS, type State } from "./state";

export interface Part {
  state: State;
  value: number;
}

/** Shares of a whole, one after the other; small shares stay visible. Patterns tell what colors tell. */
export function Bar({ parts, label }: { parts: Part[]; label: string }) {
  const there = parts.filter((part) => part.value > 0);
  const words = there
    .map((part) => `${count(part.value)} ${LOOKS[part.state].word.toLowerCase()}`)
    .join(", ");
  return (
    <div className={classes.bar} role="img" aria-label={`${label}: ${words || "none"}`}>
      {there.map(({ state, value }) => (
        <span
          key={state}
          className={`${classes.part} ${classes[state]}`}
          style={{ flexGrow: value }}
          title={`${count(value)} ${LOOKS[state].word.toLowerCase()}`}
        />
      ))}
    </div>
  );
}

/** As the chain's counts call them. */
const SHORT: Record<State, string> = {
  OK: "pass",
  WARN: "warn",
  BROKEN: "broken",
  UNKNOWN: "unknown",
  BLOCKED: "blocked",
  NOT_APPLICABLE: "n/a",
  SILENT: "silent",
  PENDING: "pending",
};

export function Legend({ states }: { states: State[] }) {
  return (
    <ul className={classes.legend} aria-label="Legend">
      {states.map((state) => (
        <li key={state}>
          <span className={`${classes.swatch} ${classes[state]}`} aria-hidden />
          {SHORT[state]}
        </li>
      ))}
    </ul>
  );
}
