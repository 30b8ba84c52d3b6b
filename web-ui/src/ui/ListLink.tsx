import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A number that leads to the list it counts. */
export function ListLink({
  filter,
  className,
  children,
  label,
}: {
  filter?: string;
  className?: string;
  children: ReactNode;
  label?: string;
}) {
  return (
    <Link to="/nodes" search={filter ? { filter } : {}} className={className} aria-label={label}>
      {children}
    </Link>
  );
}
