import { LoaderCircle } from "lucide-react";
import { LiveDot } from "../../app/LiveDot";
import { Page } from "../../app/Page";
import { CopyButton } from "../../ui/CopyButton";
import { Panel } from "../../ui/Panel";
import classes from "./NoNodes.module.css";

/** The first minutes: how a node joins. The page fills by itself as soon as one does. */
export function NoNodes() {
  const server = location.origin;
  return (
    <Page title="Fleet" note={<LiveDot>no agents yet</LiveDot>}>
      <Panel title="Join the first node" note="two commands; the agent only reads">
        <ol className={classes.steps}>
          <Step
            text="Make a token, as somebody who may approve nodes:"
            command={`curl -s -X POST -H "Authorization: Bearer $(cat .vfleet/token)" -H "Content-Type: application/json" -d '{"name": "first", "maxUses": 10, "lifetimeMinutes": 60, "autoApprove": true}' ${server}/api/v1/enrollment-tokens`}
          />
          <Step
            text="On the node, with that token:"
            command={`./vfleet agent --server ${server} --enroll-token TOKEN`}
          />
        </ol>
        <p className={classes.waiting}>
          <LoaderCircle size={16} aria-hidden />
          Waiting for the first agent. To look at one host without a server:{" "}
          <code className="mono">./vfleet doctor</code>
        </p>
      </Panel>
    </Page>
  );
}

function Step({ text, command }: { text: string; command: string }) {
  return (
    <li>
      <p>{text}</p>
      <div className={classes.command}>
        <pre>
          <code className="mono">{command}</code>
        </pre>
        <CopyButton value={command} label="Copy the command" />
      </div>
    </li>
  );
}
