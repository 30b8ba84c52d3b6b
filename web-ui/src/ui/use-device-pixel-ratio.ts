import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  const media = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

/** Changes when the window moves to another screen or is zoomed. */
export function useDevicePixelRatio(): number {
  return useSyncExternalStore(subscribe, () => devicePixelRatio);
}
