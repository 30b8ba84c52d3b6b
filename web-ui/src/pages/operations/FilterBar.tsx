import { useState } from "react";
import classes from "./OperationsPage.module.css";
import { VIEWS, type View, viewOf } from "./filter";

interface Props {
  filter: string | undefined;
  onFilter: (filter: string | undefined) => void;
}

/** Usual views as buttons, and the API's own filter language for all others. */
export function FilterBar({ filter, onFilter }: Props) {
  const view = viewOf(filter);
  const [text, setText] = useState(filter ?? "");
  const [shownFor, setShownFor] = useState(filter);
  // a filter that came from elsewhere (a button, the URL) replaces what stood in the field
  if (shownFor !== filter) {
    setShownFor(filter);
    setText(filter ?? "");
  }
  return (
    <div className={classes.bar}>
      <div role="group" aria-label="Views" className={classes.views}>
        {(Object.keys(VIEWS) as View[]).map((each) => (
          <button
            key={each}
            type="button"
            className={`button ${classes.view}`}
            aria-pressed={each === view}
            onClick={() => onFilter(VIEWS[each].filter)}
          >
            {VIEWS[each].name}
          </button>
        ))}
      </div>
      <form
        className={classes.own}
        onSubmit={(event) => {
          event.preventDefault();
          onFilter(text.trim() || undefined);
        }}
      >
        <input
          className={`input mono ${classes.text}`}
          aria-label="Filter, as in the API"
          placeholder="hostname==fra1-*;state==FAILED"
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" className="button">
          Filter
        </button>
      </form>
    </div>
  );
}
