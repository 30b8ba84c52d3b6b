import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./EmptyState.module.css";

interface Props {
  icon: LucideIcon;
  title: string;
  /** What this means and what can be done. */
  children?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children }: Props) {
  return (
    <div className={classes.empty}>
      <Icon size={26} strokeWidth={1.6} aria-hidden />
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.text}>{children}</div>}
    </div>
  );
}
