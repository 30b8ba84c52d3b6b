import type { Node } from "../../api/types";
import type { AnatomyModel } from "./anatomy/model";
import type { Facts } from "./chain/steps";

/** What the chain's lines may say was proven: of one PF, or of the node as a whole. */
export function factsOf(node: Node, model: AnatomyModel | undefined): Facts {
  if (!model) return { active: node.vfs.active, kernelRelease: node.kernelRelease };
  return {
    active: model.pf.numVfs ?? model.columns.length,
    desired: model.pf.desiredVfs,
    withRdma: model.columns.filter((column) => column.rdma.kind === "device").length,
    isolation: model.isolation,
    kernelRelease: node.kernelRelease,
  };
}
