import { createContext, use } from "react";
import classes from "./anatomy.module.css";

/** Pictures on one page need names of their own for their patterns. */
export const PatternId = createContext("");

export function Patterns({ id }: { id: string }) {
  return (
    <defs>
      {["broken", "warn"].map((tone) => (
        <pattern
          key={tone}
          id={`${id}-${tone}`}
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="7" height="7" className={classes[`${tone}Ground`]} />
          <line x1="0" y1="0" x2="0" y2="7" className={classes[`${tone}Hatch`]} />
        </pattern>
      ))}
    </defs>
  );
}

export type Tone = "plain" | "accent" | "empty" | "broken" | "warn" | "unknown";

interface BoxProps {
  x: number;
  y: number;
  width: number;
  height: number;
  tone?: Tone;
  radius?: number;
}

/** A box that tells by its outline and hatch, not by color alone. */
export function Box({ x, y, width, height, tone = "plain", radius = 6 }: BoxProps) {
  const patterns = use(PatternId);
  const hatched = tone === "broken" || tone === "warn";
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={height}
      rx={radius}
      className={`${classes.box} ${classes[tone]}`}
      fill={hatched ? `url(#${patterns}-${tone})` : undefined}
    />
  );
}

interface LabelProps {
  x: number;
  y: number;
  children: string;
  kind?: "strong" | "mono" | "small" | "caption";
  anchor?: "start" | "middle" | "end";
  tone?: "dim" | "broken" | "warn" | "ok" | "accent" | "unknown";
}

export function Label({ x, y, children, kind = "small", anchor = "middle", tone }: LabelProps) {
  return (
    <text
      x={x}
      y={y}
      textAnchor={anchor}
      className={`${classes[kind]} ${tone ? classes[`${tone}Text`] : ""}`}
    >
      {children}
    </text>
  );
}

/** A cross, as large as a letter. */
export function Cross({ x, y, size = 4.5 }: { x: number; y: number; size?: number }) {
  return (
    <path
      d={`M${x - size} ${y - size}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}`}
      className={classes.cross}
    />
  );
}

export type WireTone = "plain" | "ok" | "broken" | "warn" | "unknown";

export function Wire({ x, from, to, tone }: { x: number; from: number; to: number; tone: WireTone }) {
  return <line x1={x} x2={x} y1={from} y2={to} className={`${classes.wire} ${classes[`${tone}Wire`]}`} />;
}
