import { Link } from "@tanstack/react-router";
import type { Operation } from "../../api/types";
import { Age } from "../../ui/Age";
import { CancelButton } from "./CancelButton";
import classes from "./OperationsPage.module.css";
import { isCancelable, OperationBadge } from "./states";
import { countsWords, KINDS, tookMs, tookWords } from "./words";

const HEADS = ["State", "Operation", "Node", "PF", "VFs", "Who", "Reason", "When", "Took"];

export function OperationsTable({ operations }: { operations: Operation[] }) {
  return (
    // scrolls sideways, so the keyboard must reach it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} role="region" aria-label="List of operations" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col" className={head === "Took" ? classes.number : undefined}>
                {head}
              </th>
            ))}
            <th>
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {operations.map((operation) => (
            <OperationRow key={operation.id} operation={operation} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OperationRow({ operation }: { operation: Operation }) {
  const took = tookMs(operation);
  return (
    <tr>
      <td>
        <OperationBadge state={operation.state} />
      </td>
      <td>
        <Link to="/operations/$id" params={{ id: operation.id }} className={classes.main}>
          {KINDS[operation.kind]}
        </Link>
      </td>
      <td>
        <Link to="/nodes/$node" params={{ node: operation.node }} className={`mono ${classes.plain}`}>
          {operation.hostname}
        </Link>
      </td>
      <td className="mono">{operation.pf ?? "–"}</td>
      <td>{countsWords(operation) ?? "–"}</td>
      <td>{operation.requestedBy}</td>
      <td className={classes.reason} title={operation.reason}>
        {operation.reason}
      </td>
      <td>
        <Age at={operation.createdAt} quiet />
      </td>
      <td className={classes.number}>{took === undefined ? "–" : tookWords(took)}</td>
      <td>{isCancelable(operation.state) && <CancelButton operation={operation} />}</td>
    </tr>
  );
}
