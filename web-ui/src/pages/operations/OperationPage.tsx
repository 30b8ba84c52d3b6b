import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Page } from "../../app/Page";
import { operationQuery } from "../../api/queries";
import type { Operation } from "../../api/types";
import { Age, When } from "../../ui/Age";
import { CopyButton } from "../../ui/CopyButton";
import { Panel } from "../../ui/Panel";
import { CancelButton } from "./CancelButton";
import { useFollowed } from "./follow";
import classes from "./OperationPage.module.css";
import { Progress } from "./Progress";
import { isCancelable, OperationBadge } from "./states";
import { Timeline } from "./Timeline";
import { changeWords, countsWords, KINDS } from "./words";

const route = getRouteApi("/shell/operations/$id");

/** One operation from the wish to its ending. */
export function OperationPage() {
  const { id } = route.useParams();
  const loaded = useSuspenseQuery(operationQuery(id)).data;
  const operation = useFollowed(id).data ?? loaded;
  const counts = countsWords(operation);
  return (
    <Page
      title={`${KINDS[operation.kind]} on ${operation.hostname}`}
      heading={
        <>
          {KINDS[operation.kind]} on{" "}
          <Link
            to="/nodes/$node"
            params={{ node: operation.node }}
            search={{ pf: operation.pf }}
            className="mono"
          >
            {operation.hostname}
          </Link>
        </>
      }
      note={<OperationBadge state={operation.state} />}
      crumbs={[{ text: "Operations", to: "/operations" }, { text: operation.hostname }]}
      facts={
        <>
          {operation.pf && <code className="mono">{operation.pf}</code>}
          {counts && <span>VFs: {counts}</span>}
          <span>
            asked by {operation.requestedBy} <Age at={operation.createdAt} />
          </span>
          <span>“{operation.reason}”</span>
        </>
      }
      actions={isCancelable(operation.state) && <CancelButton operation={operation} />}
    >
      <div className={classes.columns}>
        <Panel title="How it went">
          <div className={classes.body}>
            <Progress operation={operation} />
          </div>
        </Panel>
        <div className={classes.side}>
          <Panel title="Timeline">
            <div className={classes.body}>
              <Timeline operation={operation} />
            </div>
          </Panel>
          <Panel title="Request">
            <Request operation={operation} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}

function Request({ operation }: { operation: Operation }) {
  const rows: [string, ReactNode][] = [
    ["Kind", operation.kind],
    ["PF", operation.pf ?? "–"],
    ["Change", changeWords(operation) ?? "–"],
    ["Wanted VFs", operation.numVfs ?? "–"],
    ["Expected VFs", operation.expectedNumVfs ?? "any"],
    ["Passed-over gates", overrides(operation)],
    ["From", operation.requestedFrom],
    ["Must begin by", <When key="deadline" at={operation.deadline} />],
    ["Generation", operation.generation],
    ["Id", <Id key="id" id={operation.id} />],
  ];
  return (
    <dl className={classes.request}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function overrides({ override }: Operation): string {
  return override.map(({ gate, reason }) => `${gate}: ${reason}`).join("; ") || "none";
}

function Id({ id }: { id: string }) {
  return (
    <span className={classes.id}>
      <code className="mono">{id}</code>
      <CopyButton value={id} label="Copy the id" />
    </span>
  );
}
