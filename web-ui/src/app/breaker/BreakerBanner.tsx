import { useQuery } from "@tanstack/react-query";
import { OctagonPause } from "lucide-react";
import { useState } from "react";
import { breakerQuery } from "../../api/queries";
import { Age } from "../../ui/Age";
import { useCan } from "../session";
import classes from "./BreakerBanner.module.css";
import { BreakerDialog } from "./BreakerDialog";

/** Said on every page while no command leaves the server. */
export function BreakerBanner() {
  const breaker = useQuery(breakerQuery).data;
  const right = useCan("admin");
  const [isAsking, setAsking] = useState(false);
  if (!breaker?.open) return null;
  return (
    <div className={classes.banner} role="status">
      <OctagonPause size={16} aria-hidden />
      <span className={classes.words}>
        <b>The breaker is open: no operation starts.</b> {breaker.changedBy} opened it{" "}
        <Age at={breaker.changedAt} quiet />: {breaker.reason}
      </span>
      <button
        type="button"
        className="button"
        aria-disabled={!right.allowed}
        title={right.reason}
        onClick={() => {
          if (right.allowed) setAsking(true);
        }}
      >
        Close the breaker
      </button>
      {isAsking && <BreakerDialog open={false} onClose={() => setAsking(false)} />}
    </div>
  );
}
