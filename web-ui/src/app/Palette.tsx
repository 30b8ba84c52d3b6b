import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useDeferredValue, useId, useState } from "react";
import { ProblemNote } from "../ui/ProblemNote";
import { Dialog } from "./Dialog";
import { matchingPages, type PaletteItem, searchItems } from "./palette-items";
import classes from "./Palette.module.css";
import { searchQuery } from "../api/queries";

const SHORTEST = 2;

/** Finds anything by whatever name people hold: host, PCI address, MAC, pod, symptom. The keyboard is enough. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const navigate = useNavigate();
  const listId = useId();
  const asked = useDeferredValue(text.trim());
  const found = useQuery({
    ...searchQuery(asked),
    enabled: asked.length >= SHORTEST,
    placeholderData: keepPreviousData,
  });
  const items = [
    ...(asked.length >= SHORTEST ? searchItems(found.data?.items ?? []) : []),
    ...matchingPages(text),
  ];
  const current = Math.min(chosen, items.length - 1);

  function go(item: PaletteItem | undefined) {
    if (!item) return;
    onClose();
    void navigate({ to: item.to });
  }

  function press(event: React.KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen((current + step + items.length) % items.length);
    else if (event.key === "Enter") go(items[current]);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog label="Search" className={classes.dialog} onClose={onClose}>
      <div className={classes.field}>
        <Search size={18} aria-hidden />
        <input
          // the dialog was opened to type
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          role="combobox"
          aria-label="Search"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={items[current] ? `${listId}-${current}` : undefined}
          placeholder="Node, PCI address, pod, MAC or symptom"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={press}
        />
        <kbd>Esc</kbd>
      </div>
      {found.isError && <ProblemNote error={found.error} />}
      <div role="listbox" id={listId} aria-label="Found" className={classes.list}>
        {items.map((item, index) => (
          <Option
            key={item.key}
            id={`${listId}-${index}`}
            item={item}
            heading={item.group !== items[index - 1]?.group ? item.group : undefined}
            highlight={asked}
            isCurrent={index === current}
            onPick={() => go(item)}
            onPoint={() => setChosen(index)}
          />
        ))}
      </div>
      {items.length === 0 && !found.isFetching && (
        <p className={classes.none} role="status">
          Nothing is called <b>{text}</b>. Addresses and names may be given in part.
        </p>
      )}
    </Dialog>
  );
}

interface OptionProps {
  id: string;
  item: PaletteItem;
  heading: string | undefined;
  highlight: string;
  isCurrent: boolean;
  onPick: () => void;
  onPoint: () => void;
}

function Option({ id, item, heading, highlight, isCurrent, onPick, onPoint }: OptionProps) {
  return (
    <>
      {heading && (
        <div className={classes.heading} role="presentation">
          {heading}
        </div>
      )}
      {/* focus stays in the field; arrows and Enter are handled there */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
      <div
        role="option"
        id={id}
        aria-selected={isCurrent}
        className={classes.option}
        ref={isCurrent ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
        onClick={onPick}
        onPointerMove={isCurrent ? undefined : onPoint}
      >
        <item.icon size={16} aria-hidden />
        <span className={item.isMachineName ? "mono" : undefined}>
          <Marked text={item.title} part={highlight} />
        </span>
        {item.detail && <span className={classes.detail}>{item.detail}</span>}
      </div>
    </>
  );
}

function Marked({ text, part }: { text: string; part: string }) {
  const at = part ? text.toLowerCase().indexOf(part.toLowerCase()) : -1;
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className={classes.mark}>{text.slice(at, at + part.length)}</mark>
      {text.slice(at + part.length)}
    </>
  );
}
