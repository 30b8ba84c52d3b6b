import type { Symptom } from "../../api/types";
import { counted } from "../../ui/numbers";
import { checkWords } from "../fleet/finding-groups";
import { HINTS } from "../../api/filters";
import classes from "./CauseList.module.css";

interface Props {
  causes: Symptom["causes"];
  filter: string | undefined;
  onFilter: (filter: string | undefined) => void;
}

/** The checks that end in a symptom; choosing one shows only its findings. */
export function CauseList({ causes, filter, onFilter }: Props) {
  return (
    <ul className={classes.list}>
      {causes.map(({ check, findings, nodes, hints }) => {
        const own = findings > 0 ? `check==${check}` : `check==${check};${HINTS}`;
        const isChosen = filter === own;
        return (
          <li key={check}>
            <button
              type="button"
              className={classes.cause}
              aria-pressed={isChosen}
              onClick={() => onFilter(isChosen ? undefined : own)}
            >
              <span className={classes.name}>{checkWords(check)}</span>
              <code className="mono">{check}</code>
              <span className={classes.counts}>
                {findings > 0 && `${counted(nodes, "node")}, ${counted(findings, "finding")}`}
                {findings > 0 && hints > 0 && ", "}
                {hints > 0 && counted(hints, "hint")}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
