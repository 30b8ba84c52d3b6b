// A fleet in memory: each node is one of the captured kinds under a name of its own. The same size gives the same fleet.
import type { components } from "../src/api/schema";
import {
  ARCHETYPES,
  type Archetype,
  type Chain,
  chainOf,
  LINKS,
  type Node,
  type PhysicalFunction,
  type VirtualFunction,
  virtualFunction,
} from "./archetypes";
import { findingsOf } from "./findings";
import { notFound } from "./problems";

type Schemas = components["schemas"];
export type Finding = Schemas["Finding"];
export type HistoryEvent = Schemas["Event"];
export type Operation = Schemas["Operation"];
export type AuditEntry = Schemas["AuditEntry"];
export type Breaker = Schemas["Breaker"];

/** Something of this kind has changed; the stream tells it as the server's does. */
export interface Change {
  kind: "node" | "finding" | "operation";
  node: string;
  hostname: string;
  operation?: string;
}

export interface Member {
  number: number;
  id: string;
  hostname: string;
  status: Node["status"];
  labels: Record<string, string>;
  archetype: Archetype;
  pfs: PhysicalFunction[];
  /** The PFs whose VFs are not the captured ones any more. */
  resized: Set<string>;
}

const SITES = ["ams2", "fra1", "iad3", "sin1"];
const PER_RACK = 20;
const DAY = 86_400_000;
const SILENT_FOR: Partial<Record<Node["status"], number>> = { LATE: 480_000, OFFLINE: 9 * 3_600_000 };

/** A UUID that only depends on its parts. */
export function uuid(...parts: (string | number)[]): string {
  let state = 2166136261;
  const next = (text: string) => {
    for (const char of text) state = Math.imul(state ^ char.charCodeAt(0), 16777619) >>> 0;
    return state.toString(16).padStart(8, "0");
  };
  const text = parts.join("/");
  const [a, b, c, d] = [next(text), next("a"), next("b"), next("c")] as [string, string, string, string];
  return `${a}-${b.slice(0, 4)}-3${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

/** Kinds in the shares in which they were captured, mixed. */
function deck(): Archetype[] {
  const cards = ARCHETYPES.flatMap((archetype) => Array<Archetype>(archetype.weight).fill(archetype));
  let seed = 7;
  for (let last = cards.length - 1; last > 0; last--) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    const other = seed % (last + 1);
    [cards[last], cards[other]] = [cards[other] as Archetype, cards[last] as Archetype];
  }
  return cards;
}

function statusOf(number: number): Node["status"] {
  if (number % 67 === 13) return "LATE";
  if (number % 67 === 29) return "OFFLINE";
  return number % 100 === 77 ? "PENDING" : "ONLINE";
}

function newMember(number: number, archetype: Archetype): Member {
  const rackNumber = Math.floor(number / SITES.length / PER_RACK) + 1;
  const slot = (Math.floor(number / SITES.length) % PER_RACK) + 1;
  const site = SITES[number % SITES.length] ?? "";
  const rack = `r${String(rackNumber).padStart(2, "0")}`;
  const hostname = `${site}-${rack}-n${String(slot).padStart(2, "0")}`;
  const id = uuid("node", number);
  const { profile } = archetype.node;
  const labels = { site, rack, slot: String(slot), ...(profile && { profile }) };
  const pfs = archetype.physicalFunctions.map((pf) => ({
    ...pf,
    vfs: undefined,
    node: id,
    hostname,
    mac: pf.mac?.replace(/(..):(..)$/, () => `${byte(number >> 8)}:${byte(number)}`),
  }));
  const status = statusOf(number);
  const own = { archetype, pfs: status === "PENDING" ? [] : pfs, resized: new Set<string>() };
  return { number, id, hostname, status, labels, ...own };
}

function byte(value: number): string {
  return (value & 255).toString(16).padStart(2, "0");
}

export interface FleetOptions {
  nodes?: number;
  /** The present; by default the real one. */
  now?: () => number;
  /** How much faster than on a host operations go. */
  haste?: number;
}

export class MockFleet {
  readonly members: Member[];
  readonly operations: Operation[] = [];
  readonly audit: AuditEntry[] = [];
  breaker: Breaker = {
    open: false,
    reason: "never opened",
    changedBy: "server",
    changedAt: new Date().toISOString(),
  };
  readonly now: () => number;
  readonly haste: number;
  readonly #byName = new Map<string, Member>();
  readonly #events = new Map<string, HistoryEvent[]>();
  readonly #listeners = new Set<(hint: Change) => void>();
  #eventId = 0;

  constructor({ nodes = 200, now = Date.now, haste = 1 }: FleetOptions = {}) {
    this.now = now;
    this.haste = haste;
    const cards = deck();
    this.members = Array.from({ length: nodes }, (_, number) =>
      newMember(number, cards[number % cards.length] as Archetype),
    );
    for (const each of this.members) this.#byName.set(each.id, each).set(each.hostname, each);
  }

  ago(milliseconds: number): string {
    return new Date(this.now() - milliseconds).toISOString();
  }

  /** By id or hostname, as the routes take it. */
  find(node: string): Member {
    const found = this.#byName.get(node);
    if (!found) throw notFound("node", node);
    return found;
  }

  node(member: Member): Node {
    const { archetype, id, hostname, status, labels, number } = member;
    const since = SILENT_FOR[status] ?? (number * 7919) % 27_000;
    const enrolledAt = this.ago(40 * DAY);
    const same = { id, hostname, status, enrolledAt, agentVersion: archetype.node.agentVersion };
    if (status === "PENDING") {
      const vfs = { active: 0, desired: 0, inUse: 0, inUseUnknown: 0 };
      const empty = { labels: {}, reportedLabels: {}, links: [], physicalFunctions: 0 };
      return { ...same, ...empty, silent: false, vfs };
    }
    return {
      ...archetype.node,
      ...same,
      ...labels,
      labels,
      reportedLabels: labels,
      silent: status !== "ONLINE",
      lastSeen: this.ago(since),
      lastReportAt: this.ago(since + (number % 50) * 60_000),
      links: archetype.node.links.map((state, index) => ({ link: LINKS[index] ?? "", state })),
      vfs: this.vfCounts(member),
    };
  }

  nodes(): Node[] {
    return this.members.map((each) => this.node(each));
  }

  private vfCounts(member: Member): Node["vfs"] {
    const active = member.pfs.reduce((sum, { numVfs = 0 }) => sum + numVfs, 0);
    return { ...member.archetype.node.vfs, active };
  }

  virtualFunctions(member: Member): VirtualFunction[] {
    return member.pfs.flatMap((pf) => {
      const series = member.archetype.physicalFunctions.find(({ address }) => address === pf.address)?.vfs;
      if (!series) return [];
      // VFs that were made anew are all alike
      const own = member.resized.has(pf.address) ? { ...series, odd: {} } : series;
      const count = pf.numVfs ?? 0;
      return Array.from({ length: count }, (_, index) => virtualFunction(pf, own, index, member.number));
    });
  }

  chain(member: Member): Chain {
    if (member.status === "PENDING") throw notFound("report of node", member.hostname);
    const chain = chainOf(member.archetype);
    for (const pf of chain.physicalFunctions) {
      const { numVfs = 0 } = member.pfs.find(({ address }) => address === pf.address) ?? {};
      pf.why = pf.why.replace(/^has \d+ VFs$/, `has ${numVfs} VFs`);
    }
    return chain;
  }

  report(member: Member): Record<string, unknown> {
    if (member.status === "PENDING") throw notFound("report of node", member.hostname);
    const { host, iommu, hugepages, gaps } = member.archetype.report;
    const vfs = this.virtualFunctions(member);
    return {
      schemaVersion: 1,
      agentVersion: member.archetype.node.agentVersion,
      collectedAt: this.node(member).lastReportAt,
      epoch: 1,
      sequence: 1,
      host: { ...host, hostname: member.hostname },
      iommu,
      hugepages,
      gaps,
      physicalFunctions: member.pfs.map((pf) => ({
        address: pf.address,
        driver: pf.driver,
        sriov: { totalVfs: pf.totalVfs, numVfs: pf.numVfs },
        virtualFunctions: vfs
          .filter((vf) => vf.pf === pf.address)
          .map(({ index, address, driver, iommuGroup }) => ({ index, address, driver, iommuGroup })),
      })),
    };
  }

  findings(): Finding[] {
    return this.members.flatMap((each) => this.findingsAt(each));
  }

  findingsAt(member: Member): Finding[] {
    if (member.status === "PENDING") return [];
    return findingsOf(member, chainOf(member.archetype), (minutes) => this.ago(minutes * 60_000));
  }

  history(member: Member): HistoryEvent[] {
    const { id: node, hostname, number } = member;
    const enrolled: HistoryEvent = {
      id: -number * 100,
      node,
      hostname,
      at: this.ago(40 * DAY),
      kind: "enrolled",
      subject: "node",
      after: "APPROVED",
      detail: {},
    };
    const opened = this.findingsAt(member).map((finding, index) => ({
      id: -number * 100 + index + 1,
      node,
      hostname,
      at: finding.firstSeen,
      kind: "finding-opened",
      subject: finding.subject,
      after: finding.check,
      detail: { link: finding.link, severity: finding.severity },
    }));
    return [enrolled, ...opened, ...(this.#events.get(node) ?? [])];
  }

  happened(
    member: Member,
    event: Pick<HistoryEvent, "kind" | "subject" | "before" | "after" | "detail">,
  ): void {
    const { id: node, hostname } = member;
    const events = this.#events.get(node) ?? [];
    events.push({ id: ++this.#eventId, node, hostname, at: this.ago(0), ...event });
    this.#events.set(node, events);
    this.tell({ kind: "node", node, hostname });
  }

  setNumVfs(member: Member, pf: PhysicalFunction, numVfs: number): void {
    const before = pf.numVfs;
    member.resized.add(pf.address);
    pf.numVfs = numVfs;
    if (pf.verdict?.state === "NOT_APPLICABLE" && numVfs > 0) pf.verdict = { state: "OK" };
    const subject = `pf ${pf.address}`;
    this.happened(member, {
      kind: "num-vfs",
      subject,
      before: String(before),
      after: String(numVfs),
      detail: {},
    });
  }

  tell(hint: Change): void {
    for (const listener of this.#listeners) listener(hint);
  }

  /** @returns what ends it */
  listen(listener: (hint: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
