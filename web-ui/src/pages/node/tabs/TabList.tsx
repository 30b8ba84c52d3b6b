import type { KeyboardEvent, ReactNode } from "react";
import classes from "./TabList.module.css";

interface Props<T extends string> {
  label: string;
  tabs: { id: T; name: ReactNode }[];
  chosen: T;
  onChoose: (tab: T) => void;
  /** The chosen one's panel. */
  children: ReactNode;
}

/** Tabs as the ARIA practices have them: one tab stop, arrows move and choose. */
export function TabList<T extends string>({ label, tabs, chosen, onChoose, children }: Props<T>) {
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const moves: Record<string, number> = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const next = tabs[moves[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    event.currentTarget.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  }

  return (
    <>
      {/* the arrows belong to the whole list, the focus to its tabs */}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div role="tablist" aria-label={label} className={classes.list} onKeyDown={onKeyDown}>
        {tabs.map(({ id, name }) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            className={classes.tab}
            aria-selected={id === chosen}
            aria-controls={id === chosen ? "tab-panel" : undefined}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => onChoose(id)}
          >
            {name}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${chosen}`}>
        {children}
      </div>
    </>
  );
}
