import { Link } from "@tanstack/react-router";
import { alsoBrokenAt, firstBrokenAt, withLink } from "../../api/filters";
import { type FleetSummary, LINKS, type LinkId, type LinkStateName } from "../../api/types";
import { Bar, Legend } from "../../ui/Bar";
import { ListLink } from "../../ui/ListLink";
import { count } from "../../ui/numbers";
import { Panel } from "../../ui/Panel";
import { LOOKS, type State, StateIcon } from "../../ui/state";
import classes from "./ChainPanel.module.css";

interface Props {
  summary: FleetSummary;
  chosen: LinkId | undefined;
}

type Counts = FleetSummary["chain"][number];
type Link = (typeof LINKS)[number];

/** The six links with the nodes that break there first; what lies behind a break is blocked, not blamed. */
export function ChainPanel({ summary, chosen }: Props) {
  return (
    <Panel
      title="Configuration chain"
      note="A node counts as broken at its first broken link; links after it are blocked, not blamed."
      actions={<Legend states={["OK", "WARN", "BROKEN", "UNKNOWN", "BLOCKED", "NOT_APPLICABLE"]} />}
    >
      <ol className={classes.chain}>
        {LINKS.map((link, index) => (
          <Column
            key={link.id}
            link={link}
            number={index + 1}
            counts={summary.chain.find((each) => each.link === link.id)}
            isChosen={link.id === chosen}
          />
        ))}
      </ol>
    </Panel>
  );
}

interface ColumnProps {
  link: Link;
  number: number;
  counts: Counts | undefined;
  isChosen: boolean;
}

function Column({ link, number, counts, isChosen }: ColumnProps) {
  if (!counts) return null;
  return (
    <li className={isChosen ? `${classes.column} ${classes.chosen}` : classes.column}>
      <span className={classes.name}>
        <span className={classes.number}>{number}</span>
        <Link
          to="/"
          search={(before) => ({
            ...before,
            symptom: undefined,
            check: undefined,
            link: isChosen ? undefined : link.id,
          })}
          aria-current={isChosen ? "true" : undefined}
          className={classes.pick}
          resetScroll={false}
        >
          {link.name}
        </Link>
      </span>
      <span className={classes.covers}>{link.covers}</span>
      <Loudest link={link.id} counts={counts} />
      <Bar
        label={link.name}
        parts={[
          { state: "OK", value: counts.ok },
          { state: "WARN", value: counts.warn },
          { state: "BROKEN", value: counts.broken },
          { state: "UNKNOWN", value: counts.unknown },
          { state: "BLOCKED", value: counts.blocked },
          { state: "NOT_APPLICABLE", value: counts.notApplicable },
        ]}
      />
      <Rest link={link.id} counts={counts} alsoBroken={counts.broken - counts.firstBroken} />
    </li>
  );
}

/** The number that matters most here. */
function Loudest({ link, counts }: { link: LinkId; counts: Counts }) {
  const [state, value, filter]: [State, number, string] =
    counts.firstBroken > 0
      ? ["BROKEN", counts.firstBroken, firstBrokenAt(link)]
      : counts.warn > 0
        ? ["WARN", counts.warn, withLink(link, "WARN")]
        : counts.unknown > 0
          ? ["UNKNOWN", counts.unknown, withLink(link, "UNKNOWN")]
          : counts.ok > 0
            ? ["OK", 0, firstBrokenAt(link)]
            : ["NOT_APPLICABLE", counts.notApplicable, withLink(link, "NOT_APPLICABLE")];
  const word = state === "BROKEN" ? "first broken here" : LOOKS[state].word.toLowerCase();
  return (
    <ListLink filter={filter} className={`${classes.loud} ${classes[LOOKS[state].tone]}`}>
      <StateIcon state={state} size={17} />
      {state === "OK" || state === "NOT_APPLICABLE" ? "" : count(value)}
      <span>{state === "OK" ? "none broken" : state === "NOT_APPLICABLE" ? "not judged" : word}</span>
    </ListLink>
  );
}

const REST: { state: LinkStateName; of: (counts: Counts) => number; word: string }[] = [
  { state: "OK", of: (counts) => counts.ok, word: "pass" },
  { state: "WARN", of: (counts) => counts.warn, word: "warn" },
  { state: "UNKNOWN", of: (counts) => counts.unknown, word: "unknown" },
  { state: "BLOCKED", of: (counts) => counts.blocked, word: "blocked" },
  { state: "NOT_APPLICABLE", of: (counts) => counts.notApplicable, word: "n/a" },
];

function Rest({ link, counts, alsoBroken }: { link: LinkId; counts: Counts; alsoBroken: number }) {
  return (
    <span className={classes.rest}>
      {alsoBroken > 0 && <ListLink filter={alsoBrokenAt(link)}>{count(alsoBroken)} also broken</ListLink>}
      {REST.filter(({ of }) => of(counts) > 0).map(({ state, of, word }) => (
        <ListLink key={state} filter={withLink(link, state)}>
          {count(of(counts))} {word}
        </ListLink>
      ))}
    </span>
  );
}
