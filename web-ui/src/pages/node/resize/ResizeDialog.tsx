import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { Dialog } from "../../../app/Dialog";
import type { ChainLink, Node } from "../../../api/types";
import { useFollowed } from "../../operations/follow";
import type { AnatomyModel } from "../anatomy/model";
import { pastResizesQuery } from "../queries";
import classes from "./ResizeDialog.module.css";
import { ResizeForm } from "./ResizeForm";
import { ResizeProgress } from "./ResizeProgress";

interface Props {
  node: Node;
  model: AnatomyModel;
  links: ChainLink[];
  /** The count to begin with. */
  target?: number;
  onClose: () => void;
}

/** Asks for another number of VFs, says before what that does, and stays until it is over. */
export function ResizeDialog({ node, model, links, target, onClose }: Props) {
  const [id, setId] = useState<string>();
  // what was shown is what is asked for, whatever is reported meanwhile
  const [shown] = useState({ model, links });
  const past = useQuery(pastResizesQuery(node.id));
  const { data: operation } = useFollowed(id);
  const { pf } = shown.model;
  return (
    <Dialog label="Resize VFs" className={classes.dialog} onClose={onClose}>
      <div className={classes.content}>
        <div className={classes.head}>
          <div>
            <h2>Resize VFs</h2>
            <p>
              <code className="mono">{node.hostname}</code>, port{" "}
              {pf.netdev && <code className="mono">{pf.netdev}</code>}{" "}
              <code className="mono">({pf.address})</code>
            </p>
          </div>
        </div>
        {operation ? (
          <ResizeProgress operation={operation} onClose={onClose} />
        ) : (
          <ResizeForm
            node={node}
            situation={{ ...shown, past: past.data ?? [] }}
            target={target}
            onAsked={setId}
            onClose={onClose}
          />
        )}
        {/* last, so that the dialog opens with the focus on its first field */}
        <button type="button" className={`icon-button ${classes.close}`} aria-label="Close" onClick={onClose}>
          <X size={18} aria-hidden />
        </button>
      </div>
    </Dialog>
  );
}
