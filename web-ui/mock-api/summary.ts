import type { components } from "../src/api/schema";
import { LINKS, type Node } from "./archetypes";
import type { Finding, MockFleet } from "./fleet";

type Summary = components["schemas"]["FleetSummary"];

/** As the server counts: verdicts and links of nodes that are ONLINE, findings and VFs of these. */
export function summary(fleet: MockFleet): Summary {
  const nodes = fleet.nodes();
  const online = nodes.filter(({ status }) => status === "ONLINE");
  const having = (status: Node["status"]) => nodes.filter((node) => node.status === status).length;
  const judged = (state: string) => online.filter(({ verdict }) => verdict?.state === state).length;
  const open = fleet.findings().filter(({ silent }) => !silent);
  const severe = (severity: Finding["severity"]) => open.filter((each) => each.severity === severity).length;
  return {
    nodes: {
      total: nodes.length,
      online: online.length,
      late: having("LATE"),
      offline: having("OFFLINE"),
      pending: having("PENDING"),
      retired: having("RETIRED"),
      inMaintenance: 0,
    },
    verdicts: {
      ok: judged("OK"),
      warn: judged("WARN"),
      broken: judged("BROKEN"),
      unknown: judged("UNKNOWN"),
      notApplicable: judged("NOT_APPLICABLE"),
      silent: nodes.filter(({ silent }) => silent).length,
    },
    chain: LINKS.map((link) => linkCounts(nodes, link)),
    vfs: {
      active: total(online, "active"),
      desired: total(online, "desired"),
      inUse: total(online, "inUse"),
      inUseUnknown: total(online, "inUseUnknown"),
    },
    findings: {
      critical: severe("critical"),
      warning: severe("warning"),
      info: severe("info"),
      muted: 0,
    },
  };
}

function linkCounts(nodes: Node[], link: string): Summary["chain"][number] {
  const online = nodes.filter(({ status }) => status === "ONLINE");
  const states = online.map(({ links }) => links.find((each) => each.link === link)?.state);
  const count = (state: string) => states.filter((each) => each === state).length;
  return {
    link,
    ok: count("OK"),
    warn: count("WARN"),
    broken: count("BROKEN"),
    unknown: count("UNKNOWN"),
    blocked: count("BLOCKED"),
    notApplicable: count("NOT_APPLICABLE"),
    firstBroken: online.filter(({ verdict }) => verdict?.state === "BROKEN" && verdict.link === link).length,
    silent: nodes.filter(({ silent }) => silent).length,
  };
}

function total(nodes: Node[], what: keyof Node["vfs"]): number {
  return nodes.reduce((sum, { vfs }) => sum + vfs[what], 0);
}
