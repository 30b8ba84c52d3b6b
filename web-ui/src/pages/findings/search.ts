import { optionalText } from "../../ui/search";

export interface FindingsSearch {
  /** Only those; RSQL over the list of findings. */
  filter?: string;
}

export function findingsSearch({ filter }: Record<string, unknown>): FindingsSearch {
  return { filter: optionalText(filter) };
}
