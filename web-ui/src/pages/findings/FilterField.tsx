import { useState } from "react";
import classes from "./FilterField.module.css";

interface Props {
  filter: string | undefined;
  onFilter: (filter: string | undefined) => void;
}

/** The API's own filter language over the list below. */
export function FilterField({ filter, onFilter }: Props) {
  const [text, setText] = useState(filter ?? "");
  const [shownFor, setShownFor] = useState(filter);
  // a filter that came from elsewhere (a cause, the URL) replaces what stood in the field
  if (shownFor !== filter) {
    setShownFor(filter);
    setText(filter ?? "");
  }
  return (
    <form
      className={classes.bar}
      onSubmit={(event) => {
        event.preventDefault();
        onFilter(text.trim() || undefined);
      }}
    >
      <input
        className={`input mono ${classes.text}`}
        aria-label="Filter, as in the API"
        placeholder="site==fra1;severity==critical"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" className="button">
        Filter
      </button>
    </form>
  );
}
