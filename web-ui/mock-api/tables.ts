// By what the server's lists can be filtered and ordered.
import type { Node, PhysicalFunction, VirtualFunction } from "./archetypes";
import type { AuditEntry, Finding, HistoryEvent, MockFleet, Operation } from "./fleet";
import type { Sizing } from "../src/api/types";
import { isHint } from "./findings";
import type { List } from "./lists";

type Labels = (item: { node: string }) => Record<string, string>;

const LINK = "links.";

function words(text: string): string[] {
  return text.split(" ");
}

/** A hint is no symptom of its node. */
function symptomsAt(findings: Finding[]) {
  return findings.filter((each) => !isHint(each)).map(({ symptom }) => symptom);
}

export function tables(fleet: MockFleet) {
  const labels: Labels = ({ node }) => fleet.find(node).labels;
  const ofNode = <T extends { node: string }>(
    own: (item: T, field: string) => string | undefined = () => undefined,
  ) => ({
    labels,
    value: (item: T, field: string) => (field === "status" ? fleet.find(item.node).status : own(item, field)),
  });

  const nodes: List<Node> = {
    name: "nodes",
    fields: words(
      "id hostname status silent lastSeen lastReportAt verdict.state verdict.link physicalFunctions vfs.active vfs.desired vfs.inUse vfs.inUseUnknown kernelRelease bootId vendor model agentVersion enrolledAt links.firmware links.kernel links.hugepages links.vfs links.rdma links.orchestration symptom check",
    ),
    orders: words(
      "id hostname status lastSeen verdict.state physicalFunctions vfs.active vfs.desired vfs.inUse vfs.inUseUnknown",
    ),
    defaultOrder: "hostname",
    key: ({ id }) => id,
    value: ({ id, links }, field) => {
      if (field.startsWith(LINK)) return links.find(({ link }) => LINK + link === field)?.state;
      if (field === "symptom") return symptomsAt(fleet.findingsAt(fleet.find(id)));
      if (field === "check") return fleet.findingsAt(fleet.find(id)).map(({ check }) => check);
      return undefined;
    },
    labels: (node) => node.labels,
  };

  const findings: List<Finding> = {
    name: "findings",
    fields: words(
      "id node hostname status silent check reference link symptom severity confidence subject pf causedBy firstSeen lastChanged resolvedAt reopened",
    ),
    orders: ["id", "lastChanged"],
    defaultOrder: "lastChanged desc",
    key: ({ id }) => id,
    ...ofNode(),
  };
  const sizing: List<Sizing> = {
    name: "sizing",
    fields: words("node hostname status address driver numVfs answer limit sure most"),
    orders: words("hostname address answer sure most"),
    defaultOrder: "hostname",
    key: ({ node, address }) => `${node} ${address}`,
    ...ofNode(({ because }, field) => (field === "limit" ? because[0]?.limit : undefined)),
  };
  const physicalFunctions: List<PhysicalFunction> = {
    name: "physical-functions",
    fields: words(
      "node hostname status silent address vendorId deviceId driver numaNode iommuGroup numVfs totalVfs desiredVfs atBoot.numVfs firmwareVfs firmwareVfsNext netdev mac operstate speedMbps inScope verdict.state verdict.link",
    ),
    orders: ["hostname", "address", "numVfs", "totalVfs"],
    defaultOrder: "",
    key: ({ node, address }) => `${node} ${address}`,
    ...ofNode(),
  };
  const virtualFunctions: List<VirtualFunction> = {
    name: "virtual-functions",
    fields: words(
      "node hostname status silent address pf index driver numaNode iommuGroup netdev mac adminMac vlan trust spoofchk linkState rdmaDevice inUse pod holder",
    ),
    orders: [],
    defaultOrder: "",
    key: ({ node, address }) => `${node} ${address}`,
    ...ofNode(({ holders }, field) => (field === "holder" ? holders[0]?.name : undefined)),
  };
  const events: List<HistoryEvent> = {
    name: "events",
    fields: ["node", "hostname", "at", "kind", "subject", "before", "after"],
    orders: ["at"],
    defaultOrder: "at desc",
    key: ({ id }) => String(id + 10_000_000).padStart(9, "0"),
  };
  const operations: List<Operation> = {
    name: "operations",
    fields: words(
      "id kind state node hostname pf numVfs errno reason requestedBy createdAt changedAt endedAt",
    ),
    orders: ["state", "createdAt"],
    defaultOrder: "createdAt desc",
    key: ({ id }) => id,
    value: ({ error }, field) => (field === "errno" ? error?.errno : undefined),
  };
  const audit: List<AuditEntry> = {
    name: "audit",
    fields: ["id", "at", "who", "what", "node", "subject", "why", "from"],
    orders: ["id"],
    defaultOrder: "id desc",
    key: ({ id }) => String(id).padStart(9, "0"),
  };
  return { nodes, findings, sizing, physicalFunctions, virtualFunctions, events, operations, audit };
}
