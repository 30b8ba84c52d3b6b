import { ArrowDown, ArrowUp } from "lucide-react";
import classes from "./NodesTable.module.css";

interface Props {
  title: string;
  hint?: string;
  /** What it can be ordered by. */
  field: string | undefined;
  isNumber?: boolean;
  orderBy: string;
  onOrder: (orderBy: string) => void;
}

export function HeadCell({ title, hint, field, isNumber = false, orderBy, onOrder }: Props) {
  const className = isNumber ? classes.number : undefined;
  if (!field)
    return (
      <th scope="col" className={className} title={hint}>
        {title}
      </th>
    );
  const [current, direction] = orderBy.split(" ");
  const isCurrent = current === field;
  const isDescending = direction === "desc";
  return (
    <th
      scope="col"
      className={className}
      title={hint}
      aria-sort={isCurrent ? (isDescending ? "descending" : "ascending") : "none"}
    >
      <button
        type="button"
        className={classes.order}
        onClick={() => onOrder(isCurrent && !isDescending ? `${field} desc` : field)}
      >
        {title}
        {isCurrent &&
          (isDescending ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
      </button>
    </th>
  );
}
