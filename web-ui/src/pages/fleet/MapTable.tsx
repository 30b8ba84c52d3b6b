import { allOf } from "../../api/filter-terms";
import { atSite, MAPPED, PENDING, quoted, SILENT, withVerdict } from "../../api/filters";
import type { MapNode } from "../../api/types";
import { ListLink } from "../../ui/ListLink";
import { count } from "../../ui/numbers";
import { LOOKS, type State, StateIcon } from "../../ui/state";
import { siteBlocks } from "./map-layout";
import { nodeState } from "../../ui/node-state";
import classes from "./MapTable.module.css";

const COLUMNS = ["OK", "BROKEN", "WARN", "UNKNOWN", "NOT_APPLICABLE", "SILENT", "PENDING"] as const;

function filterOf(state: (typeof COLUMNS)[number]): string {
  if (state === "SILENT") return SILENT;
  return state === "PENDING" ? PENDING : withVerdict(state);
}

interface Props {
  nodes: MapNode[];
  /** The filter that these nodes are all of. */
  within?: string;
}

/** The map for those who rather read: its racks with their nodes by state. */
export function MapTable({ nodes, within = MAPPED }: Props) {
  const rows = siteBlocks(nodes).flatMap(({ site, racks, cells }) =>
    [...new Set(racks)].map((rack) => ({
      site,
      rack,
      states: cells.filter(({ node }) => (node.rack ?? "") === rack).map(({ node }) => nodeState(node)),
    })),
  );
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Site</th>
            <th scope="col">Rack</th>
            <th scope="col">Nodes</th>
            {COLUMNS.map((state) => (
              <th key={state} scope="col" title={LOOKS[state].word}>
                <StateIcon state={state} size={15} />
                <span className="visually-hidden">{LOOKS[state].word}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ site, rack, states }) => {
            const place = `${atSite(site)};${rack ? `rack==${quoted(rack)}` : "rack=isnull=true"}`;
            return (
              <tr key={`${site} ${rack}`}>
                <td>{site ?? "–"}</td>
                <th scope="row">{rack || "–"}</th>
                <td>
                  <ListLink filter={allOf(within, place)}>{count(states.length)}</ListLink>
                </td>
                {COLUMNS.map((state) => (
                  <td key={state}>
                    <Number states={states} state={state} filter={allOf(within, filterOf(state), place)} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Number({ states, state, filter }: { states: State[]; state: State; filter: string }) {
  const value = states.filter((each) => each === state).length;
  return value > 0 ? (
    <ListLink filter={filter}>{count(value)}</ListLink>
  ) : (
    <span className={classes.none}>0</span>
  );
}
