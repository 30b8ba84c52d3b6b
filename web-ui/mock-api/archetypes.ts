// What was captured, and how its short forms are told in full again.
import type { components } from "../src/api/schema";
import captured from "./archetypes.json";

type Schemas = components["schemas"];
export type Node = Schemas["Node"];
export type Chain = Schemas["Chain"];
type ChainLink = Schemas["ChainLink"];
type ChainFinding = Schemas["ChainFinding"];
export type PhysicalFunction = Schemas["PhysicalFunction"];
export type VirtualFunction = Schemas["VirtualFunction"];
type State = ChainLink["state"];

type ShortFinding = Omit<ChainFinding, "consequences"> & { consequences: number[] };
type ShortLink = State | { state: State; findings: number[]; unknowns: ChainLink["unknowns"] };
interface ShortChain {
  verdict: Chain["verdict"];
  links: ShortLink[];
  physicalFunctions: (Omit<Chain["physicalFunctions"][number], "links"> & { links: ShortLink[] })[];
}

/** The VFs of a PF: the first one, and what the others' numbers go by. */
export interface Series {
  offset: number;
  stride: number;
  step: number;
  ownMac: boolean;
  first: Partial<VirtualFunction>;
  odd: Record<string, Record<string, unknown>>;
}

export type ArchetypePf = Omit<PhysicalFunction, "node" | "hostname"> & { vfs?: Series };

export interface Archetype {
  weight: number;
  node: Omit<Node, "id" | "hostname" | "links" | "labels" | "reportedLabels"> & { links: State[] };
  chain: ShortChain;
  physicalFunctions: ArchetypePf[];
  report: { host: Record<string, unknown>; iommu: Record<string, unknown> } & Record<string, unknown>;
}

const table = captured.findings as unknown as ShortFinding[];
export const ARCHETYPES = captured.archetypes as unknown as Archetype[];
export const LINKS = ["firmware", "kernel", "hugepages", "vfs", "rdma", "orchestration"];

function finding(number: number): ChainFinding {
  const short = table[number];
  if (!short) throw new Error(`archetypes.json has no finding ${number}`);
  return { ...short, consequences: short.consequences.map(finding) };
}

function link(short: ShortLink, position: number): ChainLink {
  const name = LINKS[position] ?? "";
  if (typeof short === "string") return { link: name, state: short, findings: [], unknowns: [] };
  return { ...short, link: name, findings: short.findings.map(finding) };
}

export function chainOf({ chain }: Archetype): Chain {
  return {
    verdict: chain.verdict,
    links: chain.links.map(link),
    physicalFunctions: chain.physicalFunctions.map((pf) => ({ ...pf, links: pf.links.map(link) })),
  };
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

/** A VF's address, as the kernel makes it of the PF's routing id, offset and stride. */
export function addressOf(pf: string, { offset, stride }: Series, index: number): string {
  const [, domain = "", bus = "", device = "", fn = ""] =
    pf.match(/^([0-9a-f]+):([0-9a-f]{2}):([0-9a-f]{2})\.([0-7])$/) ?? [];
  const id = (parseInt(bus, 16) << 8) + (parseInt(device, 16) << 3) + Number(fn) + offset + stride * index;
  return `${domain}:${hex(id >> 8, 2)}:${hex((id >> 3) & 31, 2)}.${id & 7}`;
}

/** One VF of a PF, the same one each time it is made. */
export function virtualFunction(
  pf: PhysicalFunction,
  series: Series,
  index: number,
  seed: number,
): VirtualFunction {
  const { first, step, ownMac, odd } = series;
  const numbered = (name?: string) => name?.replace(/\d+$/, String(index));
  const mac = `2a:${hex(seed % 256, 2)}:${hex((seed >> 8) % 256, 2)}:${pf.address.slice(-7, -5)}:${pf.address.slice(-1)}${hex(index >> 8, 1)}:${hex(index & 255, 2)}`;
  const vf = {
    ...first,
    node: pf.node,
    hostname: pf.hostname,
    address: addressOf(pf.address, series, index),
    pf: pf.address,
    index,
    mac,
    adminMac: ownMac ? mac : first.adminMac,
    netdev: numbered(first.netdev),
    rdmaDevice: numbered(first.rdmaDevice),
    iommuGroup: first.iommuGroup === undefined ? undefined : first.iommuGroup + step * index,
  };
  const deviating = Object.entries(odd[index] ?? {}).map(([name, value]) => [name, value ?? undefined]);
  const told = { ...vf, ...Object.fromEntries(deviating) } as VirtualFunction;
  // a pod is on one node
  const here = (pod: string) => pod.replace(/-\d+(-\d+)?$/, `-${seed}$1`);
  const holders = told.holders.map((each) =>
    each.kind === "kubelet" ? { ...each, name: here(each.name) } : each,
  );
  return { ...told, holders, pod: told.pod && here(told.pod) };
}
