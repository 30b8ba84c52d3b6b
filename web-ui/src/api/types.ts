import type { components } from "./schema";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type MapNode = Schemas["MapNode"];
export type SearchHit = Schemas["SearchHit"];
export type Node = Schemas["Node"];
export type PhysicalFunction = Schemas["PhysicalFunction"];
export type VirtualFunction = Schemas["VirtualFunction"];
export type FleetSummary = Schemas["FleetSummary"];
export type Chain = Schemas["Chain"];
export type ChainLink = Schemas["ChainLink"];
export type ChainFinding = Schemas["ChainFinding"];
export type Symptoms = Schemas["Symptoms"];
export type Symptom = Schemas["Symptom"];
export type Finding = Schemas["Finding"];
export type Breaker = Schemas["Breaker"];
export type Operation = Schemas["Operation"];
export type HistoryEvent = Schemas["Event"];
export type Cohort = Schemas["Cohort"];
export type Unknowns = Schemas["Unknowns"];
export type Sizing = Schemas["Sizing"];
export type SizingSummary = Schemas["SizingSummary"];
export type LinkStateName = Schemas["ChainLink"]["state"];

/** The chain in its order, with the words people use for its links. */
export const LINKS = [
  { id: "firmware", name: "BIOS & firmware", covers: "VT-d/AMD-Vi, SR-IOV, ACS" },
  { id: "kernel", name: "Kernel", covers: "command line, IOMMU" },
  { id: "hugepages", name: "Hugepages", covers: "asked and there" },
  { id: "vfs", name: "VFs", covers: "numvfs, driver, settings" },
  { id: "rdma", name: "RDMA", covers: "modules, a device per VF" },
  { id: "orchestration", name: "Operator & CNI", covers: "device plugin, claims" },
] as const;

export type LinkId = (typeof LINKS)[number]["id"];

export function linkName(id: string): string {
  return LINKS.find((link) => link.id === id)?.name ?? id;
}
