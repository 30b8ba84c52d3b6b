import { useQuery } from "@tanstack/react-query";
import { cohortQuery } from "../../api/queries";
import type { Cohort } from "../../api/types";
import { ListLink } from "../../ui/ListLink";
import { share } from "../../ui/numbers";
import { Panel } from "../../ui/Panel";
import { ProblemNote } from "../../ui/ProblemNote";
import classes from "./CohortPanel.module.css";
import table from "./FindingsTable.module.css";

/** What affected nodes share that healthy ones with the same cards do not. */
export function CohortPanel({ id, isSymptom }: { id: string; isSymptom: boolean }) {
  const { data, error, refetch } = useQuery(cohortQuery(id, isSymptom));
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Panel title="What they share" note="and healthy nodes with the same cards do not">
      {data.items.length > 0 ? <SharedTable {...data} /> : <p className={classes.says}>{data.says}</p>}
    </Panel>
  );
}

function SharedTable({ items, affected, healthy }: Cohort) {
  return (
    // scrolls sideways, so the keyboard must reach it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={table.scroll} role="region" aria-label="What affected nodes share" tabIndex={0}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Trait</th>
            <th scope="col">Value</th>
            <th scope="col" className={classes.number}>
              Of {affected} affected
            </th>
            <th scope="col" className={classes.number}>
              Of {healthy} healthy
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.trait} ${item.value}`}>
              <td>{traitWords(item.trait)}</td>
              <td>
                <ListLink filter={item.filter} className="mono">
                  {item.value}
                </ListLink>
              </td>
              <td className={classes.number}>{part(item.affected, item.affectedShare)}</td>
              <td className={classes.number}>{part(item.healthy, item.healthyShare)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function part(nodes: number, of: number): string {
  return `${nodes} (${share(of, 1)})`;
}

const WORDS: Record<string, string> = {
  bios: "BIOS",
  driverVersion: "driver version",
  kernelRelease: "kernel",
  agentVersion: "agent",
  argument: "kernel argument",
};

function traitWords(trait: string): string {
  return WORDS[trait] ?? trait.replace(/^labels\./, "");
}
