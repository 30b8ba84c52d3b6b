import { optionalText } from "../../ui/search";

export interface NodesSearch {
  /** RSQL, the same as in the API. */
  filter?: string;
  /** A field, perhaps with `desc`, the same as in the API. */
  orderBy?: string;
}

export function nodesSearch(raw: Record<string, unknown>): NodesSearch {
  return { filter: optionalText(raw.filter), orderBy: optionalText(raw.orderBy) };
}
