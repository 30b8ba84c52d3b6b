import { FilterField } from "../../ui/FilterField";
import classes from "./OperationsPage.module.css";
import { VIEWS, type View, viewOf } from "./filter";

interface Props {
  filter: string | undefined;
  onFilter: (filter: string | undefined) => void;
}

/** Usual views as buttons, and the API's own filter language for all others. */
export function FilterBar({ filter, onFilter }: Props) {
  const view = viewOf(filter);
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
      <FilterField filter={filter} onFilter={onFilter} placeholder="hostname==fra1-*;state==FAILED" />
    </div>
  );
}
