import { X } from "lucide-react";
import { Dialog } from "./Dialog";
import classes from "./Help.module.css";
import { SHORTCUTS } from "./shortcuts";

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label="Keyboard shortcuts" className={classes.dialog} onClose={onClose}>
      <div className={classes.content}>
        <div className={classes.head}>
          <h2>Keyboard</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
            <X size={18} aria-hidden />
          </button>
        </div>
        <dl className={classes.keys}>
          {SHORTCUTS.map(({ keys, text }) => (
            <div key={text}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <p className={classes.api}>
          Everything here comes from the REST API: <a href="/api/v1/openapi">its OpenAPI document</a>.
        </p>
      </div>
    </Dialog>
  );
}
