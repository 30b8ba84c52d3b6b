import { CircleCheck, CircleHelp, Clock, Info, type LucideIcon, OctagonX, TriangleAlert } from "lucide-react";
import type { Forecast, Tone } from "./consequences";
import classes from "./ResizeDialog.module.css";

const ICONS: Record<Tone, LucideIcon> = {
  bad: OctagonX,
  warn: TriangleAlert,
  unknown: CircleHelp,
  good: CircleCheck,
  neutral: Info,
  time: Clock,
};

export function ForecastView({
  outlook,
  onInstead,
}: {
  outlook: Forecast;
  onInstead: (count: number) => void;
}) {
  if (outlook.kind === "nothing") return <p className={classes.dim}>{outlook.text}</p>;
  if (outlook.kind === "refused")
    return (
      <div className={classes.consequence}>
        <OctagonX size={17} aria-hidden className={classes.bad} />
        <div>
          <b>{outlook.title}</b>
          <p>{outlook.text}</p>
          <button type="button" className="button" onClick={() => onInstead(outlook.instead)}>
            Use {outlook.instead} now
          </button>
        </div>
      </div>
    );
  return (
    <ul className={classes.consequences}>
      {outlook.consequences.map(({ tone, title, text }) => {
        const Icon = ICONS[tone];
        return (
          <li key={title} className={classes.consequence}>
            <Icon size={17} aria-hidden className={classes[tone]} />
            <div>
              <b>{title}</b>
              <p>{text}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
