import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Age } from "../../ui/Age";
import { ListLink } from "../../ui/ListLink";
import { count, counted } from "../../ui/numbers";
import { Spark } from "../../ui/Spark";
import { StateIcon } from "../../ui/state";
import { checkWords, type FindingGroup, inOrder } from "./finding-groups";
import classes from "./SymptomList.module.css";

interface Props {
  /** Worst first. */
  groups: FindingGroup[];
  /** Whether a group is picked on this page. */
  isChosen?: (group: FindingGroup) => boolean;
  /** The link that the whole row is. */
  renderTitle: (group: FindingGroup, className: string | undefined) => ReactNode;
}

/** What people see go wrong, with its causes. The order stays while somebody points at it; numbers do not wait. */
export function SymptomList({ groups, isChosen, renderTitle }: Props) {
  const [held, setHeld] = useState<string[]>();
  const shown = held ? inOrder(groups, held) : groups;
  return (
    <ul
      className={classes.list}
      onPointerEnter={() => setHeld(groups.map((group) => group.key))}
      onPointerLeave={() => setHeld(undefined)}
    >
      {shown.map((group) => (
        <Row key={group.key} group={group} isChosen={isChosen?.(group) ?? false} renderTitle={renderTitle} />
      ))}
    </ul>
  );
}

function Row({
  group,
  isChosen,
  renderTitle,
}: {
  group: FindingGroup;
  isChosen: boolean;
  renderTitle: Props["renderTitle"];
}) {
  return (
    <li className={isChosen ? `${classes.row} ${classes.chosen}` : classes.row}>
      <StateIcon state={stateOf(group)} size={18} />
      <div className={classes.words}>
        {renderTitle(group, classes.title)}
        <span className={classes.cause}>
          {group.links.map(({ number, name }) => (
            <span key={number} className={classes.chip}>
              {number} {name}
            </span>
          ))}
          <CauseWords checks={group.checks} />
        </span>
      </div>
      <Spark values={group.lastDay} tone={group.isCritical ? "broken" : "warn"} />
      <div className={classes.count}>
        {(group.nodes > 0 || group.hints === 0) && (
          <ListLink filter={group.filter}>
            {count(group.nodes)} <span>{group.nodes === 1 ? "node" : "nodes"}</span>
          </ListLink>
        )}
        {group.since && (
          <span className={classes.since}>
            <Age at={group.since} since quiet />
          </span>
        )}
        {group.hints > 0 && (
          <span className={classes.since}>
            {group.nodes > 0 ? "also " : "only "}
            {counted(group.hints, "hint")}
          </span>
        )}
        {group.muted > 0 && <span className={classes.since}>{count(group.muted)} muted</span>}
      </div>
      <ChevronRight size={16} aria-hidden className={classes.chevron} />
    </li>
  );
}

function stateOf(group: FindingGroup) {
  if (group.isCritical) return "BROKEN";
  return group.nodes + group.muted > 0 ? "WARN" : "NOT_APPLICABLE";
}

function CauseWords({ checks }: { checks: string[] }) {
  const [first, ...others] = checks;
  if (!first) return null;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return <span title={checks.join("\n")}>{`${checkWords(first)}${more}`}</span>;
}
