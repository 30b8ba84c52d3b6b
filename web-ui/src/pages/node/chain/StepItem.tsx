import { ChevronDown, ChevronUp } from "lucide-react";
import { useId } from "react";
import type { ChainFinding } from "../../../api/types";
import { LOOKS, StateIcon } from "../../../ui/state";
import classes from "./ChainPanel.module.css";
import { FindingDetail } from "./FindingDetail";
import type { Step } from "./steps";

interface Props {
  step: Step;
  isOpen: boolean;
  mend: (finding: ChainFinding) => (() => void) | undefined;
  onToggle: () => void;
}

/** One link: a line, and what is wrong with it below. */
export function StepItem({ step, isOpen, mend, onToggle }: Props) {
  const id = useId();
  const { link, name, summary } = step;
  const hasMore = link.findings.length + link.unknowns.length > 0;
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  const line = (
    <>
      <span className={classes.icon}>
        <StateIcon state={link.state} size={18} />
        <span className="visually-hidden">{LOOKS[link.state].word}: </span>
      </span>
      <span className={classes.name}>{name}</span>
      <span className={classes.summary}>{summary}</span>
      {hasMore ? <Chevron size={15} aria-hidden className={classes.chevron} /> : <span />}
    </>
  );
  return (
    <li className={classes.step}>
      <h3 className={classes.heading}>
        {hasMore ? (
          <button
            type="button"
            className={classes.line}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={onToggle}
          >
            {line}
          </button>
        ) : (
          <span className={classes.line}>{line}</span>
        )}
      </h3>
      {hasMore && (
        <div id={id} className={classes.body} hidden={!isOpen}>
          {link.findings.map((finding) => (
            <FindingDetail
              key={`${finding.check} ${finding.subject}`}
              finding={finding}
              onMend={mend(finding)}
            />
          ))}
          {link.unknowns.map((unknown) => (
            <div key={`${unknown.check} ${unknown.subject} ${unknown.path}`} className={classes.unknown}>
              <StateIcon state="UNKNOWN" size={15} />
              <p>
                <code className="mono">{unknown.path}</code> {unknown.reason}
                <span className={classes.reference}>
                  {unknown.check} · {unknown.subject}
                </span>
              </p>
            </div>
          ))}
        </div>
      )}
    </li>
  );
}
