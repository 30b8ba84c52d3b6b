import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Age } from "../../ui/Age";
import { ListLink } from "../../ui/ListLink";
import { count } from "../../ui/numbers";
import { Spark } from "../../ui/Spark";
import { StateIcon } from "../../ui/state";
import { checkWords, type FindingGroup, inOrder } from "./finding-groups";
import type { FleetSearch } from "./search";
import classes from "./SymptomList.module.css";

interface Props {
  /** Worst first. */
  groups: FindingGroup[];
  search: FleetSearch;
}

/** What people see go wrong, with its causes. The order stays while somebody points at it; numbers do not wait. */
export function SymptomList({ groups, search }: Props) {
  const [held, setHeld] = useState<string[]>();
  const shown = held ? inOrder(groups, held) : groups;
  return (
    <ul
      className={classes.list}
      onPointerEnter={() => setHeld(groups.map((group) => group.key))}
      onPointerLeave={() => setHeld(undefined)}
    >
      {shown.map((group) => (
        <Row key={group.key} group={group} isChosen={isChosen(group, search)} />
      ))}
    </ul>
  );
}

function isChosen(group: FindingGroup, { symptom, check }: FleetSearch): boolean {
  return group.search.symptom === symptom && group.search.check === check;
}

function Row({ group, isChosen: chosen }: { group: FindingGroup; isChosen: boolean }) {
  const nothing = { link: undefined, symptom: undefined, check: undefined };
  return (
    <li className={chosen ? `${classes.row} ${classes.chosen}` : classes.row}>
      <StateIcon state={group.isCritical ? "BROKEN" : "WARN"} size={18} />
      <div className={classes.words}>
        <Link
          to="/"
          search={(before) => ({ ...before, ...nothing, ...(chosen ? {} : group.search) })}
          aria-current={chosen ? "true" : undefined}
          resetScroll={false}
          className={classes.title}
        >
          {group.title}
        </Link>
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
        <ListLink filter={group.filter}>
          {count(group.nodes)} <span>{group.nodes === 1 ? "node" : "nodes"}</span>
        </ListLink>
        {group.since && (
          <span className={classes.since}>
            <Age at={group.since} since quiet />
          </span>
        )}
      </div>
      <ChevronRight size={16} aria-hidden className={classes.chevron} />
    </li>
  );
}

function CauseWords({ checks }: { checks: string[] }) {
  const [first, ...others] = checks;
  if (!first) return null;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return <span title={checks.join("\n")}>{`${checkWords(first)}${more}`}</span>;
}
