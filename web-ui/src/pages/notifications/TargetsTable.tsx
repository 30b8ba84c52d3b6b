import { Age } from "../../ui/Age";
import classes from "./NotificationsPage.module.css";
import { type Rules, type Target, useDelete, useTest } from "./queries";

interface Props {
  targets: Target[];
  onEdit: (target: Target) => void;
}

export function TargetsTable({ targets, onEdit }: Props) {
  return (
    // scrolls sideways, so the keyboard must reach it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} role="region" aria-label="List of targets" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col">Form</th>
            <th scope="col">Hears of</th>
            <th scope="col">Changed</th>
            <th>
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {targets.map((target) => (
            <TargetRow key={target.id} target={target} onEdit={() => onEdit(target)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TargetRow({ target, onEdit }: { target: Target; onEdit: () => void }) {
  const test = useTest(target.id);
  const remove = useDelete(target.id);
  const said = test.data
    ? `${test.data.taken ? "Taken" : "Not taken"}${test.data.status ? `, ${test.data.status}` : ""}: ${test.data.answer}`
    : (test.error ?? remove.error)?.message;
  return (
    <tr>
      <td>
        <b>{target.name}</b>
        {!target.enabled && " (off)"}
        <div className={`mono ${classes.url}`} title={target.url}>
          {target.url}
        </div>
        {said && (
          <div className={test.data?.taken ? classes.good : classes.bad} role="status">
            {said}
          </div>
        )}
      </td>
      <td>{target.form}</td>
      <td className={classes.wrap}>{words(target.rules)}</td>
      <td>
        <Age at={target.updatedAt} quiet /> by {target.updatedBy}
      </td>
      <td>
        <div className={classes.buttons}>
          <button
            type="button"
            className="button"
            aria-label={`Test ${target.name}`}
            disabled={test.isPending}
            onClick={() => test.mutate()}
          >
            {test.isPending ? "Sending…" : "Test"}
          </button>
          <button type="button" className="button" aria-label={`Edit ${target.name}`} onClick={onEdit}>
            Edit
          </button>
          <button
            type="button"
            className="button"
            aria-label={`Delete ${target.name}`}
            disabled={remove.isPending}
            onClick={() => {
              if (window.confirm(`Send nothing to ${target.name} any more?`)) remove.mutate();
            }}
          >
            Delete
          </button>
        </div>
      </td>
    </tr>
  );
}

function words(rules: Rules): string {
  const { findings, operations, silentNodes, nodes, quietHours } = rules;
  const parts = [
    findings && `findings (${list(findings.severities, "any")}${some(findings.symptoms)})`,
    operations && `operations (${list(operations.results, "any ending")})`,
    silentNodes && "silent nodes",
  ].filter(Boolean);
  const where = nodes ? `, of ${nodes}` : "";
  const quiet = quietHours ? `; quiet ${quietHours.from} to ${quietHours.to} ${quietHours.zone}` : "";
  return (parts.join(", ") || "nothing") + where + quiet;
}

function list(values: string[] | undefined, all: string): string {
  return values && values.length > 0 ? values.join(", ") : all;
}

function some(symptoms: string[] | undefined): string {
  return symptoms && symptoms.length > 0 ? `; ${symptoms.join(", ")}` : "";
}
