import type { Node } from "../api/types";
import type { State } from "./state";

/** What a node shows as a whole: a silent one is silent, whatever it said last. */
export function nodeState(node: Pick<Node, "silent" | "status" | "verdict">): State {
  if (node.silent) return "SILENT";
  if (node.status === "PENDING" || !node.verdict) return "PENDING";
  return node.verdict.state;
}
