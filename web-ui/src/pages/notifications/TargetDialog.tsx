import { useState } from "react";
import { ApiError } from "../../api/errors";
import { Dialog } from "../../app/Dialog";
import { CopyButton } from "../../ui/CopyButton";
import { Field } from "../../ui/Field";
import { ProblemNote } from "../../ui/ProblemNote";
import { Choices } from "./Choices";
import { draftOf, ENDINGS, FORMS, SEVERITIES, targetOf } from "./draft";
import { type Target, useSave } from "./queries";
import classes from "./TargetDialog.module.css";

interface Props {
  /** Absent: a new one. */
  target?: Target;
  onClose: () => void;
}

export function TargetDialog({ target, onClose }: Props) {
  const [draft, setDraft] = useState(() => draftOf(target));
  const save = useSave(target);
  const problem = save.error instanceof ApiError ? save.error.problem : undefined;
  const title = target ? `Edit ${target.name}` : "Add a target";
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const wrong = (field: string) => (problem?.field === field ? problem.detail : undefined);
  const text = (name: "name" | "url" | "nodes" | "group" | "remind" | "from" | "to" | "zone") => ({
    value: draft[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => change({ [name]: event.currentTarget.value }),
  });

  if (save.data) return <Secret secret={save.data} onClose={onClose} />;
  return (
    <Dialog label={title} className={classes.dialog} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (save.isPending) return;
          save.mutate(targetOf(draft), { onSuccess: (secret) => secret ?? onClose() });
        }}
      >
        <h2>{title}</h2>
        <Field label="Name" description="As people call it" {...text("name")} error={wrong("name")} />
        <Field
          label="URL"
          description="Private addresses and plain http only where the server's configuration allows them"
          type="url"
          {...text("url")}
          error={wrong("url")}
        />
        <Choices
          label="Form"
          only
          choices={FORMS}
          chosen={[draft.form]}
          onChoose={([form]) => change({ form: form ?? "generic" })}
        />
        <Choices
          label="Findings opened and resolved"
          choices={SEVERITIES}
          chosen={draft.severities}
          onChoose={(severities) => change({ severities })}
        />
        <Choices
          label="Operations that ended"
          choices={ENDINGS}
          chosen={draft.results}
          onChoose={(results) => change({ results })}
        />
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={draft.silent}
            onChange={(event) => change({ silent: event.currentTarget.checked })}
          />
          Nodes that fall silent and come back
        </label>
        <Field
          label="Nodes"
          description="A filter like site==fra; empty: all"
          {...text("nodes")}
          error={problem?.type?.endsWith("invalid-filter") ? problem.detail : undefined}
        />
        <div className={classes.row}>
          <Field label="Gather for" description="seconds" type="number" min={0} {...text("group")} />
          <Field
            label="Remind every"
            description="minutes; empty: never"
            type="number"
            min={1}
            {...text("remind")}
          />
        </div>
        <div className={classes.row}>
          <Field label="Quiet from" description="empty: never" type="time" {...text("from")} />
          <Field label="to" description="critical goes out all the same" type="time" {...text("to")} />
          <Field label="Time zone" description="of the quiet hours" {...text("zone")} />
        </div>
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={draft.enabled}
            onChange={(event) => change({ enabled: event.currentTarget.checked })}
          />
          Send to it
        </label>
        {save.error && <ProblemNote error={save.error} />}
        <div className={classes.foot}>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary" aria-disabled={save.isPending}>
            {target ? "Save" : "Add"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog label="The target's secret" className={classes.dialog} onClose={onClose}>
      <div className={classes.form}>
        <h2>The target's secret</h2>
        <p>It signs every message. It is shown this once; a chat needs none.</p>
        <p className={classes.secret}>
          <code className="mono">{secret}</code>
          <CopyButton value={secret} label="Copy the secret" />
        </p>
        <div className={classes.foot}>
          <button type="button" className="button primary" onClick={onClose}>
            Done
          </button>
        </div>
      </div>
    </Dialog>
  );
}
