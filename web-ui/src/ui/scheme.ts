import { useSyncExternalStore } from "react";
import { preference } from "./preference";

export type Scheme = "light" | "dark" | "auto";

export const scheme = preference<Scheme>(
  "scheme",
  "auto",
  (value) => value === "light" || value === "dark" || value === "auto",
);

const dark = matchMedia("(prefers-color-scheme: dark)");

/** What is shown: the choice, or what the system wants. */
function shown(): "light" | "dark" {
  const chosen = scheme.get();
  if (chosen !== "auto") return chosen;
  return dark.matches ? "dark" : "light";
}

function subscribe(listener: () => void): () => void {
  const stop = scheme.subscribe(listener);
  dark.addEventListener("change", listener);
  return () => {
    stop();
    dark.removeEventListener("change", listener);
  };
}

/** Sets the page's colors (styles/tokens.css) now and at every change. */
export function followScheme(): void {
  apply();
  subscribe(apply);
}

function apply(): void {
  document.documentElement.dataset.scheme = shown();
}

/** For what is drawn, not styled. */
export function useShownScheme(): "light" | "dark" {
  return useSyncExternalStore(subscribe, shown);
}
