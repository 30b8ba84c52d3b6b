import type { components } from "../src/api/schema";
import { type Chain, LINKS } from "./archetypes";
import { type Finding, type Member, uuid } from "./fleet";

type ChainFinding = components["schemas"]["ChainFinding"];

/** The rows of what a chain has found, consequences beside their causes. */
export function findingsOf(member: Member, chain: Chain, minutesAgo: (minutes: number) => string): Finding[] {
  const rows = new Map<string, Finding>();

  function add(found: ChainFinding, link: string, causedBy?: string): void {
    const { consequences, link: own = link, ...told } = found;
    const id = uuid("finding", member.id, told.check, told.subject);
    const since = minutesAgo(5 + ((member.number * 37) % 5000));
    const pf = told.subject.match(/^pf (\S+)/)?.[1];
    const trail = { firstSeen: since, lastChanged: since, reopened: 0 };
    const { hostname, status } = member;
    const row = { ...told, ...trail, muted: false, id, link: own, pf, causedBy, node: member.id, hostname };
    if (!rows.has(id)) rows.set(id, { ...row, silent: status !== "ONLINE" });
    for (const consequence of consequences) add(consequence, own, id);
  }

  for (const { link, findings } of chain.links) for (const found of findings) add(found, link);
  return [...rows.values()];
}

const TITLES: Record<string, string> = {
  "numvfs-write-fails": "Creating VFs fails",
  "vf-not-isolated": "VFs cannot be handed out separately",
  "rdma-device-unusable": "RDMA device missing or unusable",
  "traffic-stays-on-host": "Traffic stays on the host",
  "half-performance": "Half the performance",
  "vf-reset-panic": "Resetting a VF takes the host down",
};

const HOURS = 24;

function counted(findings: Finding[]) {
  return { findings: findings.length, nodes: new Set(findings.map(({ node }) => node)).size };
}

/** What makes no node sick. */
export function isHint({ severity }: Finding): boolean {
  return severity === "info";
}

function severities(findings: Finding[]) {
  const severe = (severity: Finding["severity"]) =>
    findings.filter((each) => each.severity === severity).length;
  return { critical: severe("critical"), warning: severe("warning"), info: severe("info"), muted: 0 };
}

/** How bad, where and since when. Nothing was ever resolved here, so that each was open since it was first seen. */
function judged(findings: Finding[]) {
  const seen = findings.map(({ firstSeen }) => firstSeen).toSorted();
  const hours = Array.from({ length: HOURS }, (_, index) => Date.now() - (HOURS - 1 - index) * 3_600_000);
  return {
    ...counted(findings),
    severities: severities(findings),
    links: LINKS.filter((link) => findings.some((each) => each.link === link)),
    since: seen[0],
    lastChanged: findings
      .map(({ lastChanged }) => lastChanged)
      .toSorted()
      .at(-1),
    lastDay: hours.map((hour) => seen.filter((since) => Date.parse(since) <= hour).length),
  };
}

export function symptomTable(findings: Finding[]): components["schemas"]["Symptoms"] {
  const rest = findings.filter(({ silent, symptom }) => !silent && !symptom);
  const checks = [...new Set(rest.map(({ check }) => check))].toSorted();
  return {
    items: symptoms(findings),
    withoutSymptom: checks.map((check) => ({
      check,
      ...judged(rest.filter((each) => each.check === check)),
    })),
  };
}

export function symptoms(findings: Finding[]): components["schemas"]["Symptom"][] {
  const open = findings.filter(({ silent }) => !silent);
  return Object.entries(TITLES).map(([id, title]) => {
    const own = open.filter(({ symptom }) => symptom === id);
    const checks = [...new Set(own.map(({ check }) => check))].toSorted();
    const sick = own.filter((each) => !isHint(each));
    const causes = checks.map((check) => ({
      check,
      ...counted(sick.filter((each) => each.check === check)),
      hints: own.filter((each) => each.check === check && isHint(each)).length,
    }));
    return { id, title, ...judged(sick), severities: severities(own), causes, checks: [] };
  });
}
