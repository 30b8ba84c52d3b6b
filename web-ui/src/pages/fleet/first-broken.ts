import { LINKS, type LinkId, type MapNode } from "../../api/types";

/** How many online nodes break first at each link. */
export function firstBrokenCounts(nodes: MapNode[]): Record<LinkId, number> {
  const at = (link: LinkId) =>
    nodes.filter(
      ({ status, verdict }) => status === "ONLINE" && verdict?.state === "BROKEN" && verdict.link === link,
    ).length;
  return Object.fromEntries(LINKS.map(({ id }) => [id, at(id)])) as Record<LinkId, number>;
}
