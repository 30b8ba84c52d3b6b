import type {
  ChainFinding,
  ChainLink,
  Node,
  Operation,
  PhysicalFunction,
  VirtualFunction,
} from "../../api/types";

// What the API tells, for tests: one port as it should be, to be bent by each test.
const NODE = "3f69c26e-dddd-4ca1-ba8c-4af720080375";
const HOST = "fra1-r07-n06";
export const PF = "0000:81:00.0";

export function pfOf(change: Partial<PhysicalFunction> = {}): PhysicalFunction {
  return {
    node: NODE,
    hostname: HOST,
    address: PF,
    netdev: "ens1f0np0",
    driver: "mlx5_core",
    iommuGroup: 40,
    numVfs: 4,
    totalVfs: 16,
    inScope: true,
    ...change,
  };
}

export function vfOf(index: number, change: Partial<VirtualFunction> = {}): VirtualFunction {
  return {
    node: NODE,
    hostname: HOST,
    address: vfAddress(index),
    pf: PF,
    index,
    driver: "mlx5_core",
    iommuGroup: 41 + index,
    mac: `02:5a:91:4c:00:0${index}`,
    rdmaDevice: `mlx5_${index + 2}`,
    holders: [],
    ...change,
  };
}

export function vfAddress(index: number): string {
  return `0000:81:${(index >> 3).toString(16).padStart(2, "0")}.${index & 7}`.replace("81:00.0", "81:10.0");
}

export function vfsOf(
  count: number,
  change: (index: number) => Partial<VirtualFunction> = () => ({}),
): VirtualFunction[] {
  return Array.from({ length: count }, (_, index) => vfOf(index, change(index)));
}

export function podHolder(name: string): VirtualFunction["holders"][number] {
  return { kind: "kubelet", name };
}

export function findingOf(change: Partial<ChainFinding> = {}): ChainFinding {
  return {
    check: "vf-link-disabled",
    reference: "D50",
    severity: "warning",
    confidence: "high",
    subject: "node",
    cause: "Something is wrong.",
    fix: [],
    evidence: [],
    consequences: [],
    ...change,
  };
}

export function linkOf(link: string, change: Partial<ChainLink> = {}): ChainLink {
  return { link, state: "OK", findings: [], unknowns: [], ...change };
}

export function operationOf(change: Partial<Operation> = {}): Operation {
  return {
    id: "7b2e7d0c-6a55-4a1e-9d6a-0d2a53c5f001",
    kind: "RESIZE_VFS",
    state: "RUNNING",
    node: NODE,
    hostname: HOST,
    pf: PF,
    numVfs: 8,
    expectedNumVfs: 4,
    before: 4,
    gates: [],
    steps: [],
    override: [],
    reason: "training profile",
    requestedBy: "ada",
    requestedFrom: "127.0.0.1",
    createdAt: "2026-01-31T12:00:00Z",
    deadline: "2026-01-31T12:15:00Z",
    changedAt: "2026-01-31T12:00:01Z",
    generation: 1,
    version: 1,
    ...change,
  };
}

export function nodeOf(change: Partial<Node> = {}): Node {
  return {
    id: NODE,
    hostname: HOST,
    status: "ONLINE",
    silent: false,
    links: [],
    labels: {},
    reportedLabels: {},
    physicalFunctions: 1,
    vfs: { active: 4, desired: 0, inUse: 0, inUseUnknown: 4 },
    enrolledAt: "2026-01-31T11:00:00Z",
    ...change,
  };
}
