import { useQueryClient } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Age } from "../ui/Age";
import { onTick } from "../ui/ticker";
import classes from "./LostBanner.module.css";
import { useLiveState } from "./live";

/** Said while the server's stream is away: how old the oldest thing on the page is. */
export function LostBanner() {
  const state = useLiveState();
  return state === "lost" ? <Lost /> : null;
}

function Lost() {
  const cache = useQueryClient().getQueryCache();
  const oldest = useSyncExternalStore(onTick, () =>
    Math.min(
      ...cache
        .findAll({
          type: "active",
          predicate: ({ queryKey, state }) => queryKey[0] !== "session" && state.dataUpdatedAt > 0,
        })
        .map((query) => query.state.dataUpdatedAt),
    ),
  );
  const at = Number.isFinite(oldest) ? new Date(oldest).toISOString() : undefined;
  return (
    <div className={classes.banner} role="status">
      <WifiOff size={16} aria-hidden />
      <span>
        The server sends no live updates.
        {at && (
          <>
            {" "}
            What is shown was read <Age at={at} quiet />.
          </>
        )}{" "}
        Trying again by itself.
      </span>
    </div>
  );
}
