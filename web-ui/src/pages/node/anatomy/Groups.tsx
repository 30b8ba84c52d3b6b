import { plural } from "../names";
import classes from "./anatomy.module.css";
import type { Geometry } from "./geometry";
import { fit } from "./geometry";
import type { AnatomyModel, GroupBox } from "./model";
import { Box, Label, type Tone } from "./parts";

/** The band of IOMMU groups; VFs that share one stand in one wide hatched box. */
export function Groups({
  model,
  geometry,
  chosen,
}: {
  model: AnatomyModel;
  geometry: Geometry;
  chosen: number | undefined;
}) {
  const { top, height } = geometry.groups;
  return (
    <>
      <rect
        x={0.5}
        y={top - 9}
        width={geometry.width - 1}
        height={height + 18}
        rx={8}
        className={classes.band}
      />
      {geometry.mode === "tiles" ? (
        <Summary model={model} geometry={geometry} chosen={chosen} />
      ) : (
        model.groups.map((box) => <Group key={box.from} box={box} model={model} geometry={geometry} />)
      )}
    </>
  );
}

interface GroupProps {
  box: GroupBox;
  model: AnatomyModel;
  geometry: Geometry;
}

function Group({ box, model, geometry }: GroupProps) {
  const inset = geometry.mode === "full" ? 8 : 3;
  const left = geometry.center(box.from) - geometry.columnWidth / 2 + inset;
  const right = geometry.center(box.to) + geometry.columnWidth / 2 - inset;
  const { top, height } = geometry.groups;
  const middle = (left + right) / 2;
  const width = right - left;
  const name = box.group === undefined ? (width < 60 ? "none" : "no group") : String(box.group);
  const hasCaption = width >= 36;
  const tone = toneOf(box, model);
  return (
    <>
      <Box x={left} y={top} width={width} height={height} tone={tone} />
      <Label x={middle} y={top + (hasCaption ? 16 : 22)} kind="strong">
        {fit(name, width, 6)}
      </Label>
      {hasCaption && (
        <Label x={middle} y={top + 29} kind="mono" tone={tone === "broken" || tone === "warn" ? tone : "dim"}>
          {fit(caption(box), width, 6.05)}
        </Label>
      )}
    </>
  );
}

function toneOf(box: GroupBox, model: AnatomyModel): Tone {
  // what keeps a guest's VFs apart is its hypervisor's business
  if (model.orphans) return box.flaw ? "empty" : "plain";
  // a PF without VFs to keep apart from may be grouped as it likes
  const isPfAlone = box.to === 0;
  if (box.flaw && !isPfAlone) return model.isolationWanted ? "broken" : "warn";
  return box.from === 0 || box.flaw ? "empty" : "plain";
}

function caption(box: GroupBox): string {
  const columns = box.to - box.from + 1;
  if (box.flaw === "none") return `for ${plural(columns, "VF")}`;
  if (!box.flaw) return "group";
  return columns > 1 ? `one group for ${plural(columns, "function")}` : "shared";
}

/** For many VFs: how many groups there are, and the one of the chosen VF. */
function Summary({
  model,
  geometry,
  chosen,
}: {
  model: AnatomyModel;
  geometry: Geometry;
  chosen: number | undefined;
}) {
  const { top, height } = geometry.groups;
  const ofPf = model.groups.find((box) => box.from === 0);
  const ofVfs = model.groups.filter((box) => box.to > 0);
  const left = geometry.tiles.left;
  const width = geometry.width - left - 12;
  const worst = ofVfs.find((box) => box.flaw);
  const tone = worst ? toneOf(worst, model) : "plain";
  const textTone = tone === "broken" || tone === "warn" ? tone : "dim";
  const numbers = new Set(ofVfs.map((box) => box.group));
  const column = chosen === undefined ? undefined : model.columns[chosen];
  const group = column?.vf.iommuGroup;
  const groups = numbers.has(undefined) && numbers.size === 1 ? "no group" : plural(numbers.size, "group");
  const words = `${groups} for ${plural(model.columns.length, "VF")}`;
  return (
    <>
      {ofPf && !model.orphans && <Group box={{ ...ofPf, to: 0 }} model={model} geometry={geometry} />}
      <Box x={left} y={top} width={width} height={height} tone={tone} />
      <Label x={left + width / 2} y={top + 16} kind="strong">
        {words}
      </Label>
      <Label x={left + width / 2} y={top + 29} kind="mono" tone={textTone}>
        {column
          ? `${column.label}: ${group === undefined ? "no group" : `group ${group}`}`
          : "choose a VF to see its own"}
      </Label>
    </>
  );
}
