import { type RefObject, useEffect, useEffectEvent, useState } from "react";

interface Options {
  count: number;
  show: (index: number) => void;
  body: RefObject<HTMLElement | null>;
  select: (index: number) => void;
}

/** j and k go from row to row, x selects. The focus goes along, so that Enter opens the row's link. */
export function useRowKeys({ count, show, body, select }: Options) {
  const [current, setCurrent] = useState<number>();

  function move(step: number) {
    const next = current === undefined ? 0 : Math.max(0, Math.min(count - 1, current + step));
    setCurrent(next);
    show(next);
    // the row exists once the table has scrolled to it
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        body.current
          ?.querySelector<HTMLElement>(`tr[data-index="${next}"] a`)
          ?.focus({ preventScroll: true });
      }),
    );
  }

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (
      event.target instanceof Element &&
      event.target.closest("input:not([type=checkbox]), select, textarea")
    )
      return;
    if (document.querySelector("dialog[open], [role=dialog], :popover-open")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step && count > 0) move(step);
    else if (event.key === "x" && current !== undefined) select(current);
    else return;
    event.preventDefault();
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => press(event);
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  return { current, setCurrent };
}
