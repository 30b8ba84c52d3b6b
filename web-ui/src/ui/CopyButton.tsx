import { Check, Copy, type LucideIcon } from "lucide-react";
import { useRef, useState } from "react";
import classes from "./CopyButton.module.css";

interface Props {
  value: string;
  /** What is copied, as in "Copy the command". */
  label: string;
  /** Words beside the icon; without them it is an icon alone. */
  text?: string;
  icon?: LucideIcon;
}

const SHOWN_MS = 1500;

export function CopyButton({ value, label, text, icon: Icon = Copy }: Props) {
  const [outcome, setOutcome] = useState<"copied" | "failed">();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  async function copy() {
    clearTimeout(timer.current);
    // clipboard is absent on plain http to another host
    const done = await Promise.resolve(navigator.clipboard?.writeText(value).then(() => true)).catch(
      () => false,
    );
    setOutcome(done ? "copied" : "failed");
    timer.current = setTimeout(() => setOutcome(undefined), SHOWN_MS);
  }

  const said = outcome === "copied" ? "Copied" : outcome === "failed" ? "Select and copy by hand" : undefined;
  return (
    <button
      type="button"
      className={text ? "button" : classes.icon}
      onClick={() => void copy()}
      aria-label={text ? undefined : label}
      title={said ?? label}
    >
      {outcome === "copied" ? <Check size={15} aria-hidden /> : <Icon size={15} aria-hidden />}
      {text && <span>{said ?? text}</span>}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </button>
  );
}
