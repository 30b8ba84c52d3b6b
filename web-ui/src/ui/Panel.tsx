import { type ReactNode, useId } from "react";
import classes from "./Panel.module.css";

interface Props {
  title: string;
  /** A word or two beside the title. */
  note?: ReactNode;
  /** At the right end of the head. */
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A named part of a page. */
export function Panel({ title, note, actions, children, className }: Props) {
  const id = useId();
  return (
    <section className={`panel ${className ?? ""}`} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {note && <span className={classes.note}>{note}</span>}
        {actions && <span className={classes.actions}>{actions}</span>}
      </header>
      {children}
    </section>
  );
}
