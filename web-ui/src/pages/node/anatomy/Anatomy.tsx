import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useId } from "react";
import classes from "./anatomy.module.css";
import { VfColumn } from "./Column";
import { fit, type Geometry, geometryOf } from "./geometry";
import { Groups } from "./Groups";
import { countsOf, sentenceOf } from "./holders";
import type { AnatomyModel } from "./model";
import { Label, PatternId, Patterns, Wire } from "./parts";
import { Nic, PfColumn } from "./PfColumn";
import { tileAt, VfTile } from "./Tiles";

interface Props {
  model: AnatomyModel;
  /** The position of the chosen VF. */
  chosen: number | undefined;
  onChoose: (position: number | undefined) => void;
}

const WIDTH_BEFORE_LAYOUT = 660;

/** A PF from who holds its VFs down to the wire: all that a VF needs, one under the other. */
export function Anatomy({ model, chosen, onChoose }: Props) {
  const { ref, width } = useElementSize();
  const id = useId();
  const geometry = geometryOf(model.columns.length, width || WIDTH_BEFORE_LAYOUT);
  return (
    <div ref={ref}>
      <PatternId value={id}>
        <svg className={classes.svg} viewBox={`0 0 ${geometry.width} ${geometry.height}`}>
          <Patterns id={id} />
          {chosen !== undefined && <Light geometry={geometry} position={chosen} />}
          <g aria-hidden>
            <Groups model={model} geometry={geometry} chosen={chosen} />
            <PfColumn model={model} geometry={geometry} />
            <Nic model={model} geometry={geometry} />
            {geometry.mode === "tiles" && <Bus model={model} geometry={geometry} chosen={chosen} />}
            <Columns model={model} geometry={geometry} />
            <Captions model={model} geometry={geometry} />
          </g>
          <Choices model={model} geometry={geometry} chosen={chosen} onChoose={onChoose} />
        </svg>
      </PatternId>
    </div>
  );
}

/** Behind the chosen VF, from its holder to the card. */
function Light({ geometry, position }: { geometry: Geometry; position: number }) {
  if (geometry.mode === "tiles") {
    const { x, y } = tileAt(position, geometry);
    const side = geometry.tiles.size;
    return <rect x={x - 2} y={y - 2} width={side} height={side} rx={7} className={classes.litTile} />;
  }
  const width = geometry.columnWidth;
  const top = geometry.holders.top - 3;
  const bottom = geometry.card.top + geometry.card.height + 4;
  return (
    <rect
      x={geometry.center(position + 1) - width / 2}
      y={top}
      width={width}
      height={bottom - top}
      rx={8}
      className={classes.lit}
    />
  );
}

function Captions({ model, geometry }: { model: AnatomyModel; geometry: Geometry }) {
  const y = geometry.captions;
  const iommu = `IOMMU groups: ${model.isolation}`;
  return (
    <>
      <text x={0} y={y.holders} className={classes.caption}>
        <tspan className={classes.heading}>Host and holders</tspan>
        <tspan
          className={classes.dimText}
        >{`  ${countsOf(model.columns.map((column) => column.use))}`}</tspan>
      </text>
      <rect x={0} y={y.groups - 12} width={14 + iommu.length * 5.7} height={17} className={classes.plate} />
      <text x={0} y={y.groups} className={classes.caption}>
        <tspan className={classes.heading}>IOMMU groups</tspan>
        <tspan className={classes.dimText}>{`  ${model.isolation}`}</tspan>
      </text>
      {model.columns.length === 0 && (
        <Label x={geometry.width / 2} y={geometry.card.top + 50} kind="caption" tone="dim">
          No VFs on this PF
        </Label>
      )}
    </>
  );
}

/** Many VFs share one drawn path; their holders are counted, the chosen one's is told. */
function Bus({ model, geometry, chosen }: Pick<Props, "model" | "chosen"> & { geometry: Geometry }) {
  const column = chosen === undefined ? undefined : model.columns[chosen];
  const { holders, groups, nic } = geometry;
  const { top, height } = holders;
  const left = geometry.tiles.left;
  const width = geometry.width - left - 12;
  const x = left + width / 2;
  return (
    <>
      <Wire x={x} from={top + height} to={groups.top} tone="plain" />
      <Wire x={x} from={groups.top + groups.height} to={nic.top} tone="plain" />
      <Label x={x + 8} y={top + height + 18} anchor="start" tone="dim">
        {`${model.columns.length} ×`}
      </Label>
      <rect
        x={left}
        y={top}
        width={width}
        height={height}
        rx={6}
        className={`${classes.box} ${classes.plain}`}
      />
      <Label x={left + width / 2} y={top + 28} kind="caption">
        {column
          ? fit(`${column.label}: ${sentenceOf(column.use)}`, width - 16, 5.9)
          : countsOf(model.columns.map((each) => each.use))}
      </Label>
    </>
  );
}

function Columns({ model, geometry }: { model: AnatomyModel; geometry: Geometry }) {
  return model.columns.map((column, position) =>
    geometry.mode === "tiles" ? (
      <VfTile key={column.vf.address} column={column} position={position} geometry={geometry} />
    ) : (
      <VfColumn key={column.vf.address} column={column} position={position + 1} geometry={geometry} />
    ),
  );
}

/** The VFs as a list box over the picture: one tab stop, arrows move, Enter chooses, Escape lets go. */
function Choices({ model, geometry, chosen, onChoose }: Props & { geometry: Geometry }) {
  if (model.columns.length === 0) return null;

  function onKeyDown(event: KeyboardEvent<SVGGElement>) {
    const options = [...event.currentTarget.querySelectorAll<SVGGElement>("[role=option]")];
    const at = options.findIndex((option) => option === document.activeElement);
    const next = target(event.key, at, options.length, geometry.tiles.perRow || 1);
    if (next !== undefined) options[next]?.focus();
    else if (event.key === "Enter" || event.key === " ") onChoose(at === chosen ? undefined : at);
    else if (event.key === "Escape") onChoose(undefined);
    else return;
    event.preventDefault();
  }

  return (
    <g role="listbox" aria-label="Virtual functions" aria-orientation="horizontal" onKeyDown={onKeyDown}>
      {model.columns.map((column, position) => (
        <g
          key={column.vf.address}
          role="option"
          tabIndex={position === (chosen ?? 0) ? 0 : -1}
          aria-selected={position === chosen}
          aria-label={column.sentence}
          className={classes.option}
          onClick={() => onChoose(position === chosen ? undefined : position)}
        >
          <Hit geometry={geometry} position={position} />
        </g>
      ))}
    </g>
  );
}

/** Where a VF can be hit; it also carries the ring of the focus. */
function Hit({ geometry, position }: { geometry: Geometry; position: number }) {
  if (geometry.mode === "tiles") {
    const side = geometry.tiles.size - 4;
    const { x, y } = tileAt(position, geometry);
    return <rect x={x} y={y} width={side} height={side} rx={5} className={classes.hit} />;
  }
  const { holders, card, columnWidth } = geometry;
  const height = card.top + card.height - holders.top;
  const x = geometry.center(position + 1) - columnWidth / 2 + 1;
  return (
    <rect
      x={x}
      y={holders.top - 1}
      width={columnWidth - 2}
      height={height + 2}
      rx={7}
      className={classes.hit}
    />
  );
}

function target(key: string, at: number, count: number, perRow: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + perRow,
    ArrowUp: at - perRow,
    Home: 0,
    End: count - 1,
  };
  const next = moves[key];
  return next === undefined ? undefined : Math.min(Math.max(next, 0), count - 1);
}
