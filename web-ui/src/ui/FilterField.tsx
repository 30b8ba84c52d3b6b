import { useState } from "react";
import classes from "./FilterField.module.css";

interface Props {
  filter: string | undefined;
  onFilter: (filter: string | undefined) => void;
  /** An example of what fits the list. */
  placeholder: string;
}

/** The API's own filter language over a list. */
export function FilterField({ filter, onFilter, placeholder }: Props) {
  const [text, setText] = useState(filter ?? "");
  const [shownFor, setShownFor] = useState(filter);
  // a filter that came from elsewhere (a button, the URL) replaces what stood in the field
  if (shownFor !== filter) {
    setShownFor(filter);
    setText(filter ?? "");
  }
  return (
    <form
      className={classes.field}
      onSubmit={(event) => {
        event.preventDefault();
        onFilter(text.trim() || undefined);
      }}
    >
      <input
        className={`input mono ${classes.text}`}
        aria-label="Filter, as in the API"
        placeholder={placeholder}
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
