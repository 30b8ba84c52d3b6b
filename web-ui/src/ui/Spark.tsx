import classes from "./Spark.module.css";
import { counted } from "./numbers";

interface Props {
  /** Oldest first, evenly apart. */
  values: number[];
  tone: "broken" | "warn";
}

const WIDTH = 62;
const HEIGHT = 22;
const EDGE = 2.5;

/** How a number went, from zero up; the dot is now. */
export function Spark({ values, tone }: Props) {
  if (values.length < 2) return null;
  const top = Math.max(1, ...values);
  const x = (at: number) => EDGE + (at / (values.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number) => HEIGHT - EDGE - (value / top) * (HEIGHT - 2 * EDGE);
  const line = values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
  const first = values[0] ?? 0;
  const last = values.at(-1) ?? 0;
  const words = `${counted(first, "finding")} a day ago, at most ${Math.max(...values)}, now ${last}`;
  return (
    <svg className={classes[tone]} width={WIDTH} height={HEIGHT} role="img" aria-label={words}>
      <title>{words}</title>
      <polygon points={`${EDGE},${HEIGHT - EDGE} ${line} ${WIDTH - EDGE},${HEIGHT - EDGE}`} />
      <polyline points={line} />
      <circle cx={x(values.length - 1)} cy={y(last)} r={2.2} />
    </svg>
  );
}
