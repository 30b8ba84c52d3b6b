import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { MapNode } from "../../api/types";
import { type Cell, cellSize, siteBlocks } from "./map-layout";
import { stateOf, stateWords } from "./map-looks";
import classes from "./NodeMap.module.css";
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

const HEIGHT = 440;

export function NodeMap({ nodes, coloring, picked }: Props) {
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<Pointed>();
  const navigate = useNavigate();
  const scheme = useComputedColorScheme();
  const blocks = useMemo(() => siteBlocks(nodes), [nodes]);
  const cell = width > 0 ? cellSize(blocks, width, HEIGHT) : 0;

  return (
    <div className={classes.map} ref={ref}>
      {cell > 0 &&
        blocks.map((block) => (
          <SiteCanvas
            // drawn anew in the colors of the other scheme
            key={`${scheme} ${block.site ?? ""}`}
            block={block}
            cell={cell}
            coloring={coloring}
            picked={picked}
            onPoint={(target, canvas) => setPointed(target && pointAt(target, canvas, cell))}
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

function pointAt(target: Cell, canvas: HTMLCanvasElement, cell: number): Pointed {
  const { left, top } = canvas.getBoundingClientRect();
  return { cell: target, x: left + (target.column + 0.5) * cell, y: top + (target.row + 1) * cell };
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
      <b className={classes[LOOKS[stateOf(node)].tone]}>{stateWords(node)}</b>
      <span>{place.join(" · ") || "no labels of its place"}</span>
    </div>
  );
}
