import { useLayoutEffect, useRef, useState } from "react";
import { allOf } from "../../api/filter-terms";
import { atSite, MAPPED, withVerdict } from "../../api/filters";
import { ListLink } from "../../ui/ListLink";
import { count, counted } from "../../ui/numbers";
import { useDevicePixelRatio } from "../../ui/use-device-pixel-ratio";
import { type Cell, type Grid, neighbor, type SiteBlock } from "./map-layout";
import { nodeState } from "../../ui/node-state";
import { paint } from "./map-paint";
import classes from "./NodeMap.module.css";
import type { Coloring } from "./search";

interface Props {
  block: SiteBlock;
  grid: Grid;
  coloring: Coloring;
  picked: ReadonlySet<string> | undefined;
  onPoint: (cell: Cell | undefined, canvas: HTMLCanvasElement) => void;
  onOpen: (cell: Cell) => void;
}

export function SiteCanvas({ block, grid, coloring, picked, onPoint, onOpen }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [current, setCurrent] = useState<Cell>();
  const dpr = useDevicePixelRatio();

  useLayoutEffect(() => {
    if (!canvas.current) return;
    // what drawing costs is told by e2e/bench.task.ts
    performance.mark("map-start");
    paint(canvas.current, { block, grid, coloring, picked, dpr });
    performance.measure("map", "map-start");
  }, [block, grid, coloring, picked, dpr]);

  function point(next: Cell | undefined) {
    if (next === current) return;
    setCurrent(next);
    if (canvas.current) onPoint(next, canvas.current);
  }

  function under(event: React.PointerEvent | React.MouseEvent): Cell | undefined {
    const column = Math.floor(event.nativeEvent.offsetX / grid.cellWidth);
    const row = Math.floor(event.nativeEvent.offsetY / grid.cellHeight);
    return block.cells.find((each) => each.column === column && each.row === row);
  }

  function press(event: React.KeyboardEvent) {
    if (event.key === "Enter" && current) return onOpen(current);
    const next = current && neighbor(block.cells, current, event.key);
    if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    if (next) point(next);
  }

  const broken = block.cells.filter(({ node }) => nodeState(node) === "BROKEN").length;
  const total = counted(block.cells.length, "node");
  const name = block.site ?? "no site";
  return (
    <div className={classes.site}>
      <div
        className={classes.siteHead}
        style={{ maxWidth: Math.max(140, block.racks.length * grid.cellWidth) }}
      >
        <ListLink filter={allOf(MAPPED, atSite(block.site))} className={classes.siteName}>
          {name}
        </ListLink>
        <span>
          {broken > 0 ? (
            <>
              <ListLink filter={allOf(withVerdict("BROKEN"), atSite(block.site))}>
                {count(broken)} broken
              </ListLink>{" "}
              of {count(block.cells.length)}
            </>
          ) : (
            total
          )}
        </span>
      </div>
      <div className={classes.cells}>
        {/* the same nodes stand in the table beside it; here arrows go from node to node */}
        <canvas
          ref={canvas}
          // oxlint-disable-next-line jsx-a11y/no-interactive-element-to-noninteractive-role
          role="application"
          aria-roledescription="map of nodes"
          aria-label={`${name}: ${total}, ${count(broken)} broken. Arrow keys go from node to node, Enter opens.`}
          tabIndex={0}
          style={{ width: block.racks.length * grid.cellWidth, height: block.rows * grid.cellHeight }}
          onPointerMove={(event) => point(under(event))}
          onPointerLeave={() => point(undefined)}
          onClick={(event) => {
            const target = under(event);
            if (target) onOpen(target);
          }}
          onFocus={() => {
            if (!current) point(block.cells[0]);
          }}
          onBlur={() => point(undefined)}
          onKeyDown={press}
        />
        {current && (
          <div
            className={classes.ring}
            style={{
              left: current.column * grid.cellWidth,
              top: current.row * grid.cellHeight,
              width: grid.cellWidth,
              height: grid.cellHeight,
            }}
          />
        )}
      </div>
      {grid.cellWidth >= 22 && (
        <div className={classes.racks} aria-hidden>
          {block.racks.map((rack, column) => (
            // columns without a rack have no name to tell them apart
            // oxlint-disable-next-line react/no-array-index-key
            <span key={column} style={{ width: grid.cellWidth }}>
              {rack.length <= 4 ? rack : ""}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
