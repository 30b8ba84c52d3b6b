import { Link } from "@tanstack/react-router";
import classes from "./Logo.module.css";

export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden className={classes.mark}>
      <rect width="24" height="24" rx="6" />
      <path d="M7 6v5a5 5 0 0 0 10 0V6M12 6v13" />
    </svg>
  );
}

export function Logo() {
  return (
    <Link to="/" className={classes.logo} aria-label="vfleet, the fleet">
      <Mark />
      <span>vfleet</span>
    </Link>
  );
}
