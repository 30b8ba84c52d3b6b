import { Menu } from "@mantine/core";
import { Check, Columns3 } from "lucide-react";
import { preference } from "../../ui/preference";
import { COLUMNS, SHOWN_AT_FIRST } from "./columns";

const isColumns = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

export const shownColumns = preference("nodes.columns", SHOWN_AT_FIRST, isColumns);

/** Which columns the table has; kept on this browser. */
export function ColumnMenu() {
  const shown = shownColumns.use();
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className="button">
          <Columns3 size={15} aria-hidden />
          Columns
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {COLUMNS.map(({ id, title }) => {
          const isShown = shown.includes(id);
          return (
            <Menu.Item
              key={id}
              role="menuitemcheckbox"
              aria-checked={isShown}
              leftSection={<Check size={14} aria-hidden visibility={isShown ? "visible" : "hidden"} />}
              onClick={() => shownColumns.set(isShown ? shown.filter((each) => each !== id) : [...shown, id])}
            >
              {title}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
