import { Link, useNavigate } from "@tanstack/react-router";
import { Map as MapIcon, Table2, X } from "lucide-react";
import type { MapNode } from "../../api/types";
import { counted } from "../../ui/numbers";
import { ListLink } from "../../ui/ListLink";
import { Panel } from "../../ui/Panel";
import { ProblemNote } from "../../ui/ProblemNote";
import type { Pick } from "./FleetPage";
import { LEGEND } from "./map-looks";
import classes from "./MapPanel.module.css";
import { MapTable } from "./MapTable";
import { NodeMap } from "./NodeMap";
import { COLORINGS, type Coloring, type FleetSearch } from "./search";

interface Props {
  nodes: MapNode[];
  search: FleetSearch;
  pick: Pick | undefined;
  /** Absent while it is asked for. */
  picked: ReadonlySet<string> | undefined;
  error: unknown;
}

const COLORING_WORDS: Record<Coloring, string> = {
  health: "Health",
  link: "Link that breaks",
  agent: "Agent",
};

export function MapPanel({ nodes, search, pick, picked, error }: Props) {
  const coloring = search.color ?? "health";
  const isTable = search.view === "table";
  return (
    <Panel
      title="Node map"
      note={isTable ? "a row per rack" : "columns are racks, rows are slots"}
      actions={
        <>
          {!isTable && <ColoringChoice coloring={coloring} />}
          <Link
            to="/"
            search={(before) => ({ ...before, view: isTable ? undefined : "table" })}
            resetScroll={false}
            className="button"
            aria-label={isTable ? "Show as a map" : "Show as a table"}
            title={isTable ? "Show as a map" : "Show as a table"}
          >
            {isTable ? <MapIcon size={15} aria-hidden /> : <Table2 size={15} aria-hidden />}
          </Link>
        </>
      }
    >
      {pick && (
        <div className={classes.pick}>
          <b>{picked ? counted(picked.size, "node") : "…"}</b>
          <span className={classes.pickTitle}>{pick.title}</span>
          <ListLink filter={pick.filter} className="button">
            List
          </ListLink>
          <Link
            to="/"
            search={(before) => ({ ...before, link: undefined, symptom: undefined, check: undefined })}
            resetScroll={false}
            className="icon-button"
            aria-label="Show all nodes again"
          >
            <X size={16} aria-hidden />
          </Link>
        </div>
      )}
      {error !== null && error !== undefined && <ProblemNote error={error} />}
      <div className={classes.body}>
        {isTable ? (
          <MapTable
            nodes={picked ? nodes.filter((node) => picked.has(node.id)) : nodes}
            within={picked && pick?.filter}
          />
        ) : (
          <>
            <NodeMap nodes={nodes} coloring={coloring} picked={picked} />
            <MapLegend coloring={coloring} />
          </>
        )}
      </div>
    </Panel>
  );
}

function ColoringChoice({ coloring }: { coloring: Coloring }) {
  const navigate = useNavigate();
  return (
    <label className={classes.choice}>
      Color
      <select
        className="input"
        value={coloring}
        onChange={(event) =>
          void navigate({
            to: "/",
            search: (before) => ({ ...before, color: COLORINGS.find((each) => each === event.target.value) }),
            resetScroll: false,
          })
        }
      >
        {COLORINGS.map((each) => (
          <option key={each} value={each}>
            {COLORING_WORDS[each]}
          </option>
        ))}
      </select>
    </label>
  );
}

function MapLegend({ coloring }: { coloring: Coloring }) {
  return (
    <ul className={classes.legend} aria-label="Legend of the map">
      {LEGEND[coloring].map(({ look, word }) => (
        <li key={word}>
          <span className={`${classes.swatch} ${classes[look.state]}`} aria-hidden>
            {look.sign}
          </span>
          {word}
        </li>
      ))}
    </ul>
  );
}
