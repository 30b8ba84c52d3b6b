import { type ReactNode, type ToggleEvent, useId, useRef, useState } from "react";
import classes from "./Dropdown.module.css";

interface Props {
  /** What stands in the button. */
  button: ReactNode;
  className?: string;
  /** For a button without words. */
  label?: string;
  title?: string;
  /** Which edge of the button it keeps to. */
  align?: "start" | "end";
  /** Made when it opens. */
  children: ReactNode;
}

const GAP = 4;
const EDGE = 12;

/** A button with something below it: the browser's popover, which closes on Escape and on a click elsewhere. */
export function Dropdown({ button, className = "button", label, title, align = "start", children }: Props) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  function place(event: ToggleEvent<HTMLDivElement>) {
    setOpen(event.newState === "open");
    if (event.newState !== "open" || !trigger.current || !panel.current) return;
    const { left, right, bottom } = trigger.current.getBoundingClientRect();
    const { style } = panel.current;
    style.top = `${bottom + GAP}px`;
    style.maxHeight = `${window.innerHeight - bottom - GAP - EDGE}px`;
    if (align === "start") style.left = `${left}px`;
    else style.right = `${document.documentElement.clientWidth - right}px`;
  }

  function enter(event: ToggleEvent<HTMLDivElement>) {
    if (event.newState === "open") focusables(panel.current)[0]?.focus();
  }

  function press(event: React.KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = focusables(panel.current);
    const at = all.findIndex((each) => each === document.activeElement);
    all[(at + step + all.length) % all.length]?.focus();
  }

  return (
    <>
      <button
        type="button"
        ref={trigger}
        className={className}
        aria-label={label}
        title={title}
        popoverTarget={id}
      >
        {button}
      </button>
      {/* arrows are a convenience: Tab goes through what is inside as well */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        id={id}
        ref={panel}
        popover="auto"
        className={classes.panel}
        onBeforeToggle={place}
        onToggle={enter}
        onKeyDown={press}
      >
        {isOpen && children}
      </div>
    </>
  );
}

function focusables(panel: HTMLElement | null): HTMLElement[] {
  return [...(panel?.querySelectorAll<HTMLElement>("input, button, a") ?? [])];
}

interface ChoiceProps {
  type: "checkbox" | "radio";
  name: string;
  isChosen: boolean;
  onChoose: () => void;
  children: ReactNode;
  /** At the right end. */
  note?: ReactNode;
}

export function Choice({ type, name, isChosen, onChoose, children, note }: ChoiceProps) {
  return (
    <label className={classes.choice}>
      <input type={type} name={name} checked={isChosen} onChange={onChoose} />
      {children}
      {note !== undefined && <span className={classes.note}>{note}</span>}
    </label>
  );
}
