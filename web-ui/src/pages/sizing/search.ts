import { optionalText } from "../../ui/search";

export interface SizingSearch {
  /** VFs wanted of every port. */
  vfs?: number;
  /** Only those; RSQL over the list. */
  filter?: string;
}

export const MOST_VFS = 65_535;

export function sizingSearch({ vfs, filter }: Record<string, unknown>): SizingSearch {
  const wanted = Number(vfs);
  const isCount = Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST_VFS;
  return { vfs: isCount ? wanted : undefined, filter: optionalText(filter) };
}
