import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import classes from "./Page.module.css";

export interface Crumb {
  text: string;
  /** A path within the app, search included; without it the crumb is text. */
  to?: string;
}

interface Props {
  /** Of the browser's tab; also the heading unless `heading` says more. */
  title: string;
  heading?: ReactNode;
  /** Beside the heading: a count, a state. */
  note?: ReactNode;
  /** A line below the heading. */
  facts?: ReactNode;
  crumbs?: Crumb[];
  actions?: ReactNode;
  children: ReactNode;
  /** The page fills the window and scrolls inside. */
  fill?: boolean;
}

/** The frame of every page: title, way up, what can be done. */
export function Page({ title, heading, note, facts, crumbs, actions, children, fill = false }: Props) {
  return (
    <div className={fill ? `${classes.page} ${classes.fill}` : classes.page}>
      <title>{`${title} · vfleet`}</title>
      <div className={classes.top}>
        <div className={classes.names}>
          {crumbs && <Crumbs crumbs={crumbs} />}
          <div className={classes.line}>
            <h1 className={classes.heading}>{heading ?? title}</h1>
            {note && <span className={classes.note}>{note}</span>}
          </div>
          {facts && <div className={classes.facts}>{facts}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className={classes.crumbs}>
      {crumbs.map(({ text, to }, index) => (
        <Fragment key={text}>
          {index > 0 && <ChevronRight size={13} aria-hidden />}
          {to ? <Link to={to}>{text}</Link> : <span>{text}</span>}
        </Fragment>
      ))}
    </nav>
  );
}
