import { useSyncExternalStore } from "react";
import classes from "./Age.module.css";
import { serverNow } from "../api/server-clock";
import { onTick } from "./ticker";
import { absoluteTime, ageWords, durationWords } from "./time";
import { zone } from "./zone";

interface Props {
  /** ISO instant; absent when it never happened. */
  at: string | undefined;
  /** Said when `at` is absent. */
  never?: string;
  /** "since 3 h" instead of "3 h ago". */
  since?: boolean;
  /** In long lists: the absolute time by the pointer only, no tab stop per row. */
  quiet?: boolean;
}

/** How long ago; the absolute time on hover and focus. Renders again only when its words change. */
export function Age({ at, never = "never", since = false, quiet = false }: Props) {
  const time = at ? Date.parse(at) : NaN;
  const words = useSyncExternalStore(onTick, () => {
    if (Number.isNaN(time)) return never;
    return since ? `since ${durationWords(serverNow() - time)}` : ageWords(time, serverNow());
  });
  const chosen = zone.use();
  if (Number.isNaN(time)) return <span className={classes.age}>{never}</span>;
  const absolute = absoluteTime(time, chosen);
  if (quiet)
    return (
      <time className={classes.age} dateTime={at} title={absolute}>
        {words}
      </time>
    );
  return (
    // the absolute time is content on focus, so that it needs no pointer
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <time className={classes.hinted} dateTime={at} data-absolute={absolute} tabIndex={0}>
      {words}
    </time>
  );
}

/** An absolute time in the chosen zone, its age on hover. */
export function When({ at }: { at: string | undefined }) {
  const chosen = zone.use();
  const time = at ? Date.parse(at) : NaN;
  const words = useSyncExternalStore(onTick, () => (Number.isNaN(time) ? "" : ageWords(time, serverNow())));
  if (Number.isNaN(time)) return <span className={classes.age}>never</span>;
  return (
    <time className={classes.age} dateTime={at} title={words}>
      {absoluteTime(time, chosen)}
    </time>
  );
}
