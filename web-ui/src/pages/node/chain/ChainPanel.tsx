import { type ReactNode, useState } from "react";
import type { ChainFinding, ChainLink } from "../../../api/types";
import { Panel } from "../../../ui/Panel";
import classes from "./ChainPanel.module.css";
import { StepItem } from "./StepItem";
import { type Facts, stepsOf } from "./steps";

interface Props {
  links: ChainLink[];
  facts: Facts;
  /** Whose links these are. */
  switcher?: ReactNode;
  /** What mends a finding here and now, where that is possible. */
  mend: (finding: ChainFinding) => (() => void) | undefined;
  /** Why nothing is judged, in the server's words. */
  outOfScope?: string;
}

/** The six links, the first bad one open. */
export function ChainPanel({ links, facts, mend, switcher, outOfScope }: Props) {
  // what a person opened or closed by hand; the rest follows the chain
  const [byHand, setByHand] = useState<Record<string, boolean>>({});
  return (
    <Panel title="Configuration chain" actions={switcher}>
      {outOfScope && <p className={classes.scope}>Not in scope: it {outOfScope}.</p>}
      <ol className={classes.steps}>
        {stepsOf(links, facts).map((step) => {
          const id = step.link.link;
          const isOpen = byHand[id] ?? step.isFirstBad;
          return (
            <StepItem
              key={id}
              step={step}
              isOpen={isOpen}
              mend={mend}
              onToggle={() => setByHand({ ...byHand, [id]: !isOpen })}
            />
          );
        })}
      </ol>
    </Panel>
  );
}
