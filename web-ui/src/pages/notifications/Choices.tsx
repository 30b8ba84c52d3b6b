import { useId } from "react";
import classes from "./TargetDialog.module.css";

interface Props<T extends string> {
  label: string;
  choices: readonly T[];
  chosen: readonly T[];
  /** One of them, not several. */
  only?: boolean;
  onChoose: (chosen: T[]) => void;
}

export function Choices<T extends string>({ label, choices, chosen, only = false, onChoose }: Props<T>) {
  const group = useId();
  function toggle(choice: T) {
    if (only) return onChoose([choice]);
    onChoose(choices.filter((each) => (each === choice) !== chosen.includes(each)));
  }
  return (
    <fieldset className={classes.choices}>
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice} className={classes.check}>
          <input
            type={only ? "radio" : "checkbox"}
            name={group}
            checked={chosen.includes(choice)}
            onChange={() => toggle(choice)}
          />
          {choice}
        </label>
      ))}
    </fieldset>
  );
}
