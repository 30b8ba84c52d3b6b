import { Link } from "@tanstack/react-router";
import { CornerDownRight, Scaling } from "lucide-react";
import { type ChainFinding, linkName } from "../../../api/types";
import { CopyButton } from "../../../ui/CopyButton";
import classes from "./FindingDetail.module.css";
import { type FixBlock, fixBlocks } from "./fixes";

/** Why, what proves it, what mends it, and what else is wrong because of it. */
export function FindingDetail({ finding, onMend }: { finding: ChainFinding; onMend?: () => void }) {
  return (
    <article className={classes.finding}>
      <p className={classes.cause}>{finding.cause}</p>
      <Evidence evidence={finding.evidence} />
      {fixBlocks(finding.fix).map((block) => (
        <FixView key={block.title + block.text} block={block} />
      ))}
      {onMend && (
        <button type="button" className={`button primary ${classes.mend}`} onClick={onMend}>
          <Scaling size={15} aria-hidden />
          Change the VF count…
        </button>
      )}
      {finding.consequences.length > 0 && <Consequences findings={finding.consequences} />}
      <p className={classes.reference}>
        <span className={classes[finding.severity]}>{finding.severity}</span>
        <span>confidence: {finding.confidence}</span>
        <code className="mono">{finding.check}</code>
        <code className="mono">{finding.reference}</code>
        {finding.symptom && (
          <Link to="/runbooks/$name" params={{ name: finding.symptom }}>
            Runbook
          </Link>
        )}
      </p>
    </article>
  );
}

export function Evidence({ evidence }: { evidence: ChainFinding["evidence"] }) {
  if (evidence.length === 0) return null;
  return (
    <ul className={classes.evidence} aria-label="Evidence">
      {evidence.map((proof) => (
        <li key={`${proof.path} ${proof.value}`}>
          <code className={`mono ${classes.path}`}>{proof.path}</code>
          <span className={classes.found}>
            <code className="mono">{proof.value}</code>
            {proof.expected && <span className={classes.expected}>expected {proof.expected}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function FixView({ block }: { block: FixBlock }) {
  return (
    <div className={classes.fix}>
      <div className={classes.fixHead}>
        <span>{block.title}</span>
        {!block.isWords && <CopyButton value={block.text} label="Copy the commands" />}
      </div>
      <pre>
        {block.text.split("\n").map((line, index) => (
          // lines have no identity but their place
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className={line.startsWith("#") ? classes.comment : undefined}>
            {line}
            {"\n"}
          </span>
        ))}
      </pre>
    </div>
  );
}

function Consequences({ findings }: { findings: ChainFinding[] }) {
  return (
    <div className={classes.consequences}>
      <h4>Because of this</h4>
      <ul>
        {findings.map((each) => (
          <li key={`${each.check} ${each.subject}`}>
            <CornerDownRight size={14} aria-hidden />
            <span>
              {each.link && <span className={classes.chip}>{linkName(each.link)}</span>} {each.cause}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
