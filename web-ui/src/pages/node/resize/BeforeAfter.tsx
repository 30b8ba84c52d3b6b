import classes from "./ResizeDialog.module.css";

const WIDTH = 150;

/** Now and then, out of what the card allows. Other resources are not shown: nobody measured them. */
export function BeforeAfter({
  before,
  after,
  most,
}: {
  before: number | undefined;
  after: number;
  most: number | undefined;
}) {
  const whole = Math.max(most ?? 0, before ?? 0, after, 1);
  const px = (count: number) => (WIDTH * count) / whole;
  const isOver = most !== undefined && after > most;
  return (
    <div className={classes.bars}>
      <span className={classes.dim}>VFs on the port</span>
      <svg width={WIDTH} height="12" aria-hidden>
        <rect y="2" width={WIDTH} height="8" rx="4" className={classes.barBack} />
        <rect
          y="2"
          width={px(after)}
          height="8"
          rx="4"
          className={isOver ? classes.barOver : classes.barAfter}
        />
        <rect
          y="2"
          width={px(Math.min(before ?? 0, after))}
          height="8"
          rx="4"
          className={classes.barBefore}
        />
        {isOver && <line x1={px(most)} x2={px(most)} y1="0" y2="12" className={classes.barLimit} />}
      </svg>
      <span>
        {before ?? "not known"} → <b>{after}</b>
        {most !== undefined && <span className={classes.dim}> of {most}</span>}
      </span>
    </div>
  );
}
