import { type ComponentProps, useId } from "react";
import classes from "./Field.module.css";

interface Props extends ComponentProps<"input"> {
  label: string;
  description: string;
  error?: string;
}

/** A field with what it means above and what is wrong with it below. */
export function Field({ label, description, error, ...input }: Props) {
  const id = useId();
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <span id={`${id}-description`} className={classes.description}>
        {description}
      </span>
      <input
        {...input}
        id={id}
        className={`input ${error ? classes.wrong : ""}`}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-description ${id}-error`}
      />
      <span id={`${id}-error`} className={classes.error} role="alert">
        {error}
      </span>
    </div>
  );
}
