import type { SearchHit } from "../src/api/types";
import type { MockFleet } from "./fleet";
import { symptoms } from "./findings";

const MOST = 20;

/** What a few typed letters may mean: a node, a VF by address, MAC or holder, a symptom. */
export function search(fleet: MockFleet, asked: string): { items: SearchHit[] } {
  const text = asked.trim().toLowerCase();
  if (text.length < 2) return { items: [] };
  const nodes = fleet.members
    .filter(({ hostname }) => hostname.includes(text))
    .map(({ id, hostname, labels }) => {
      const subtitle = [labels.site, labels.rack, labels.profile].filter(Boolean).join(" · ");
      return { kind: "node" as const, title: hostname, subtitle, node: id, hostname };
    });
  const found = symptoms(fleet.findings())
    .filter(({ id, title }) => id.includes(text) || title.toLowerCase().includes(text))
    .map(({ id, title }) => ({ kind: "symptom" as const, title, subtitle: id, id }));
  const vfs = /[:./-]/.test(text) ? functions(fleet, text) : [];
  return { items: [...nodes, ...found, ...vfs].slice(0, MOST) };
}

function functions(fleet: MockFleet, text: string): SearchHit[] {
  const hits: SearchHit[] = [];
  for (const member of fleet.members) {
    for (const vf of fleet.virtualFunctions(member)) {
      const names = [vf.address, vf.mac, vf.pod, ...vf.holders.map(({ name }) => name)];
      if (!names.some((name) => name?.toLowerCase().includes(text))) continue;
      const { id: node, hostname } = member;
      hits.push({
        kind: "vf",
        title: vf.address,
        subtitle: `${hostname} · ${vf.pod ?? vf.mac}`,
        node,
        hostname,
        address: vf.address,
      });
      if (hits.length === MOST) return hits;
    }
  }
  return hits;
}
