import { useElementSize } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { MapNode } from "../../api/types";
import { type Cell, type Grid, gridOf, siteBlocks } from "./map-layout";
import { nodeState } from "../../ui/node-state";
import { stateWords } from "./map-looks";
import classes from "./NodeMap.module.css";
import { useShownScheme } from "../../ui/scheme";
import { LOOKS } from "../../ui/state";
import type { Coloring } from "./search";
import { SiteCanvas } from "./SiteCanvas";

interface Props {
  nodes: MapNode[];
  coloring: Coloring;
  picked: ReadonlySet<string> | undefined;
}

/** Where it is pointed at: the cell and its place on the screen. */
interface Pointed {
  cell: Cell;
  x: number;
  y: number;
}

const HEIGHT = 470;

export function NodeMap({ nodes, coloring, picked }: Props) {
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<Pointed>();
  const navigate = useNavigate();
  const scheme = useShownScheme();
  const blocks = useMemo(() => siteBlocks(nodes), [nodes]);
  const grid = useMemo(() => (width > 0 ? gridOf(blocks, width, HEIGHT) : undefined), [blocks, width]);

  return (
    <div
      className={classes.map}
      ref={ref}
      style={{ gridTemplateColumns: `repeat(${grid?.columns ?? 1}, minmax(0, 1fr))` }}
    >
      {grid &&
        blocks.map((block) => (
          <SiteCanvas
            // drawn anew in the colors of the other scheme
            key={`${scheme} ${block.site ?? ""}`}
            block={block}
            grid={grid}
            coloring={coloring}
            picked={picked}
            onPoint={(target, canvas) => setPointed(target && pointAt(target, canvas, grid))}
            onOpen={({ node }) => void navigate({ to: "/nodes/$node", params: { node: node.hostname } })}
          />
        ))}
      <div className="visually-hidden" aria-live="polite">
        {pointed && `${pointed.cell.node.hostname}, ${stateWords(pointed.cell.node)}`}
      </div>
      {pointed && <Tip {...pointed} />}
    </div>
  );
}

function pointAt(target: Cell, canvas: HTMLCanvasElement, grid: Grid): Pointed {
  const { left, top } = canvas.getBoundingClientRect();
  return {
    cell: target,
    x: left + (target.column + 0.5) * grid.cellWidth,
    y: top + (target.row + 1) * grid.cellHeight,
  };
}

const TIP_WIDTH = 240;

function Tip({ cell: { node }, x, y }: Pointed) {
  const left = Math.max(8, Math.min(x - 24, window.innerWidth - TIP_WIDTH - 8));
  const place = [node.site, node.rack && `rack ${node.rack}`, node.slot && `slot ${node.slot}`].filter(
    Boolean,
  );
  return (
    <div className={classes.tip} style={{ left, top: y + 8, width: TIP_WIDTH }} aria-hidden>
      <code className="mono">{node.hostname}</code>
      <b className={classes[LOOKS[nodeState(node)].tone]}>{stateWords(node)}</b>
      <span>{place.join(" · ") || "no labels of its place"}</span>
    </div>
  );
}
