import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { withSymptom } from "../../api/filters";
import type { Symptom } from "../../api/types";
import { ListLink } from "../../ui/ListLink";
import { count } from "../../ui/numbers";
import { StateIcon } from "../../ui/state";
import classes from "./SymptomList.module.css";
import { inOrder, worstFirst } from "./symptom-order";

interface Props {
  symptoms: Symptom[];
  chosen: string | undefined;
}

/** What people see go wrong, with its causes. The order stays while somebody points at it; numbers do not wait. */
export function SymptomList({ symptoms, chosen }: Props) {
  const [held, setHeld] = useState<string[]>();
  const open = worstFirst(symptoms.filter((symptom) => symptom.findings > 0));
  const shown = held ? inOrder(open, held) : open;
  return (
    <ul
      className={classes.list}
      onPointerEnter={() => setHeld(open.map((symptom) => symptom.id))}
      onPointerLeave={() => setHeld(undefined)}
    >
      {shown.map((symptom) => (
        <Row key={symptom.id} symptom={symptom} isChosen={symptom.id === chosen} />
      ))}
    </ul>
  );
}

function Row({ symptom, isChosen }: { symptom: Symptom; isChosen: boolean }) {
  const [cause, ...others] = symptom.causes;
  return (
    <li className={isChosen ? `${classes.row} ${classes.chosen}` : classes.row}>
      <StateIcon state="BROKEN" size={18} />
      <div className={classes.words}>
        <Link
          to="/"
          search={(before) => ({ ...before, link: undefined, symptom: isChosen ? undefined : symptom.id })}
          aria-current={isChosen ? "true" : undefined}
          resetScroll={false}
          className={classes.title}
        >
          {symptom.title}
        </Link>
        <span className={classes.cause}>
          {cause && causeWords(cause.check)}
          {others.length > 0 && `, and ${others.length} other ${others.length === 1 ? "cause" : "causes"}`}
        </span>
      </div>
      <ListLink filter={withSymptom(symptom.id)} className={classes.count}>
        {count(symptom.nodes)} <span>{symptom.nodes === 1 ? "node" : "nodes"}</span>
      </ListLink>
      <ChevronRight size={16} aria-hidden className={classes.chevron} />
    </li>
  );
}

/** "iommu-off-in-firmware" for people. */
function causeWords(check: string): string {
  const words = check
    .replaceAll("-", " ")
    .replace(/\b(iommu|vf|pf|rdma|vfs)\b/g, (word) => (word === "vfs" ? "VFs" : word.toUpperCase()));
  return words.charAt(0).toUpperCase() + words.slice(1);
}
