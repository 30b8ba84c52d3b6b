import { useQuery } from "@tanstack/react-query";
import { unknownsQuery } from "../../api/queries";
import { counted } from "../../ui/numbers";
import { Panel } from "../../ui/Panel";
import { ProblemNote } from "../../ui/ProblemNote";
import { checkWords } from "../fleet/finding-groups";
import classes from "./NotJudged.module.css";

/** What could not be judged of a node, by what would make it known. */
export function NotJudged({ name }: { name: string }) {
  const { data, error, refetch } = useQuery(unknownsQuery(name));
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title="Not judged" note="and what would make it known">
      <ul className={classes.list}>
        {data.items.map(({ advice, questions }) => (
          <li key={advice}>
            <p className={classes.advice}>{advice}</p>
            <details>
              <summary>{counted(questions.length, "question")}</summary>
              {questions.map(({ check, subject, path, reason }) => (
                <p key={`${check} ${subject}`} className={classes.question}>
                  {checkWords(check)}, {subject}: <code className="mono">{path}</code>: {reason}
                </p>
              ))}
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
