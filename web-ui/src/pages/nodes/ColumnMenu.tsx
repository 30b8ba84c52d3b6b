import { Columns3 } from "lucide-react";
import { Choice, Dropdown } from "../../ui/Dropdown";
import { preference } from "../../ui/preference";
import { COLUMNS, SHOWN_AT_FIRST } from "./columns";

const isColumns = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

export const shownColumns = preference("nodes.columns", SHOWN_AT_FIRST, isColumns);

/** Which columns the table has; kept on this browser. */
export function ColumnMenu() {
  const shown = shownColumns.use();
  return (
    <Dropdown
      align="end"
      button={
        <>
          <Columns3 size={15} aria-hidden />
          Columns
        </>
      }
    >
      {COLUMNS.map(({ id, title }) => {
        const isShown = shown.includes(id);
        return (
          <Choice
            key={id}
            type="checkbox"
            name={id}
            isChosen={isShown}
            onChoose={() => shownColumns.set(isShown ? shown.filter((each) => each !== id) : [...shown, id])}
          >
            {title}
          </Choice>
        );
      })}
    </Dropdown>
  );
}
