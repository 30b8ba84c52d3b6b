import { useQuery } from "@tanstack/react-query";
import { OctagonPause } from "lucide-react";
import { useState } from "react";
import { breakerQuery } from "../../api/queries";
import { useCan } from "../session";
import { BreakerDialog } from "./BreakerDialog";

/** Holds back everything that was asked for; the banner has the way back. */
export function OpenBreaker() {
  const breaker = useQuery(breakerQuery).data;
  const right = useCan("admin");
  const [isAsking, setAsking] = useState(false);
  const reason = right.allowed && breaker?.open ? "The breaker is open" : right.reason;
  return (
    <>
      <button
        type="button"
        className="button"
        aria-disabled={reason !== undefined}
        title={reason}
        onClick={() => {
          if (reason === undefined) setAsking(true);
        }}
      >
        <OctagonPause size={15} aria-hidden />
        Stop all operations
      </button>
      {isAsking && <BreakerDialog open onClose={() => setAsking(false)} />}
    </>
  );
}
