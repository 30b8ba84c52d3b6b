import { useQuery } from "@tanstack/react-query";
import { Age } from "../../ui/Age";
import { Panel } from "../../ui/Panel";
import { ProblemNote } from "../../ui/ProblemNote";
import classes from "./NotificationsPage.module.css";
import { type Delivery, undeliveredQuery, useRetry } from "./queries";

/** Messages that wait or were given up. */
export function Undelivered() {
  const list = useQuery(undeliveredQuery);
  const items = list.data?.items ?? [];
  return (
    <Panel title="Not delivered" note={items.length > 0 ? String(items.length) : undefined}>
      {list.error && (
        <div className={classes.problem}>
          <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
        </div>
      )}
      {list.isSuccess && items.length === 0 && <p className={classes.none}>Everything has arrived.</p>}
      {items.length > 0 && (
        // scrolls sideways, so the keyboard must reach it
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={classes.scroll} role="region" aria-label="Messages not delivered" tabIndex={0}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">State</th>
                <th scope="col">To</th>
                <th scope="col">What</th>
                <th scope="col">Since</th>
                <th scope="col">Tries</th>
                <th scope="col">Why</th>
                <th>
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((delivery) => (
                <Row key={delivery.id} delivery={delivery} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Row({ delivery }: { delivery: Delivery }) {
  const retry = useRetry(delivery.id);
  const what = [delivery.kind, delivery.topic, delivery.site].filter(Boolean).join(" · ");
  return (
    <tr>
      <td className={delivery.state === "DEAD" ? classes.bad : undefined}>
        {delivery.state === "DEAD" ? "Given up" : "Waits"}
      </td>
      <td>{delivery.targetName}</td>
      <td>
        {what} ({delivery.nodes})
      </td>
      <td>
        <Age at={delivery.createdAt} quiet />
      </td>
      <td>{delivery.attempts}</td>
      <td className={classes.wrap}>{retry.error?.message ?? delivery.lastError ?? "–"}</td>
      <td>
        {delivery.state === "DEAD" && (
          <button
            type="button"
            className="button"
            aria-label={`Try ${what} again`}
            disabled={retry.isPending}
            onClick={() => retry.mutate()}
          >
            Try again
          </button>
        )}
      </td>
    </tr>
  );
}
