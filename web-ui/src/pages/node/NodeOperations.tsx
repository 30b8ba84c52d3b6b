import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Age } from "../../ui/Age";
import { Panel } from "../../ui/Panel";
import { OperationBadge } from "../operations/states";
import { countsWords, KINDS } from "../operations/words";
import classes from "./NodeOperations.module.css";
import { lastOperationsQuery } from "./queries";

/** What was asked of this node last, and what is under way. */
export function NodeOperations({ node }: { node: string }) {
  const { data: operations = [] } = useQuery(lastOperationsQuery(node));
  if (operations.length === 0) return null;
  return (
    <Panel
      title="Last operations"
      actions={
        <Link to="/operations" search={{ filter: `node==${node}` }}>
          All
        </Link>
      }
    >
      <ul className={classes.list}>
        {operations.map((operation) => (
          <li key={operation.id}>
            <OperationBadge state={operation.state} />
            <span className={classes.what}>
              <Link to="/operations/$id" params={{ id: operation.id }}>
                {KINDS[operation.kind]}
              </Link>{" "}
              {countsWords(operation)} <span className={classes.dim}>“{operation.reason}”</span>
            </span>
            <span className={classes.dim}>
              <Age at={operation.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
