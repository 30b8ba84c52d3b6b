import { useSyncExternalStore } from "react";

/** A choice of this person on this browser: kept in localStorage, the same in all tabs. */
export interface Preference<T> {
  get: () => T;
  set: (value: T) => void;
  use: () => T;
  subscribe: (listener: () => void) => () => void;
}

export function preference<T>(
  name: string,
  fallback: T,
  isValid: (value: unknown) => value is T,
): Preference<T> {
  const key = `vfleet.${name}`;
  const listeners = new Set<() => void>();
  let value = read();

  function read(): T {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
      return isValid(kept) ? kept : fallback;
    } catch {
      return fallback;
    }
  }

  function take(next: T) {
    value = next;
    listeners.forEach((each) => each());
  }

  function fromOtherTab(event: StorageEvent) {
    if (event.key === key) take(read());
  }

  function subscribe(listener: () => void) {
    listeners.add(listener);
    addEventListener("storage", fromOtherTab);
    return () => {
      listeners.delete(listener);
      removeEventListener("storage", fromOtherTab);
    };
  }

  return {
    get: () => value,
    set: (next) => {
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // without storage the choice lasts as long as the page
      }
      take(next);
    },
    use: () => useSyncExternalStore(subscribe, () => value),
    subscribe,
  };
}
