// Operations as the server and a node's agent would carry them out. How one ends follows from the fleet's state; the
// endings that no state leads to are asked for by the reason: "fail-enomem", "roll-back", "stay-partial", "get-lost".
import type { components } from "../src/api/schema";
import type { PhysicalFunction } from "./archetypes";
import { type Member, type MockFleet, type Operation, uuid } from "./fleet";
import { conflict, impossible, invalid, notFound, Refusal } from "./problems";

type NewOperation = components["schemas"]["NewOperation"];
type Gate = components["schemas"]["GateResult"];

const OVER = [
  "SUCCEEDED",
  "FAILED",
  "ROLLED_BACK",
  "PARTIAL",
  "CONFLICT",
  "REFUSED",
  "EXPIRED",
  "CANCELED",
] as const;
const DEADLINE_MS = 900_000;
const STEP_MS = 700;

export function isOver({ state }: Operation): boolean {
  return OVER.some((each) => each === state);
}

interface Target {
  member: Member;
  pf?: PhysicalFunction;
}

/** Takes a request, or says what speaks against it; the operation then goes on by itself. */
export function place(fleet: MockFleet, wanted: NewOperation, who: string): Operation {
  const target = accept(fleet, wanted);
  const number = fleet.operations.length + 1;
  const operation: Operation = {
    id: uuid("operation", number),
    kind: wanted.kind,
    state: "QUEUED",
    node: target.member.id,
    hostname: target.member.hostname,
    pf: target.pf?.address,
    numVfs: wanted.numVfs,
    expectedNumVfs: wanted.expectedNumVfs,
    before: target.pf?.numVfs,
    gates: [],
    steps: [],
    override: wanted.override ?? [],
    reason: wanted.reason,
    requestedBy: who,
    requestedFrom: "127.0.0.1",
    createdAt: fleet.ago(0),
    changedAt: fleet.ago(0),
    deadline: wanted.deadline ?? fleet.ago(-DEADLINE_MS),
    generation: number,
    version: 0,
  };
  fleet.operations.push(operation);
  audit(fleet, operation, "operation-requested", who);
  tell(fleet, operation);
  if (target.member.status === "ONLINE") void carryOut(fleet, operation, target);
  return operation;
}

function accept(fleet: MockFleet, wanted: NewOperation): Target {
  if (!wanted.reason?.trim()) throw invalid("reason", wanted.reason ?? "", "given: why it is done");
  const member = fleet.find(wanted.node);
  const pf = wanted.kind === "RESIZE_VFS" ? resizable(member, wanted) : undefined;
  if (member.status !== "ONLINE" && !wanted.queue) {
    const detail = `The node is ${member.status}; with "queue": true the operation waits for it`;
    const members = { field: "node", value: member.status };
    throw conflict("node-silent", "The node has not been heard of lately", detail, members);
  }
  const active = fleet.operations.find(
    (each) => each.pf !== undefined && each.pf === pf?.address && each.node === member.id && !isOver(each),
  );
  if (active) {
    const detail = `Operation ${active.id} of ${active.requestedBy} on ${active.pf} is ${active.state}`;
    const members = { operation: active.id, state: active.state };
    throw conflict("operation-active", "Another operation is not over yet", detail, members);
  }
  return { member, pf };
}

function resizable(member: Member, { pf: address, numVfs, override }: NewOperation): PhysicalFunction {
  if (numVfs === undefined) throw invalid("numVfs", "", "given: how many VFs");
  const pf = member.pfs.find((each) => each.address === address);
  if (!pf) throw impossible("pf", address, `${member.hostname} has no physical function ${address}`);
  const total = pf.totalVfs ?? 0;
  if (numVfs > total && !override?.some(({ gate }) => gate === "G12")) {
    const detail = `${pf.address} allows ${total} VFs at most, ${numVfs} are asked for`;
    throw impossible("numVfs", numVfs, detail, total);
  }
  return pf;
}

export function cancel(fleet: MockFleet, id: string, who: string): Operation {
  const operation = byId(fleet, id);
  if (operation.state === "CANCELED") return operation;
  if (operation.state !== "QUEUED") {
    const detail = isOver(operation)
      ? `It has ended ${operation.state} already`
      : `The node has it already (${operation.state}); it can only be waited for`;
    const title = "The present state does not allow this";
    throw conflict("conflict", title, detail, { state: operation.state });
  }
  end(fleet, operation, "CANCELED", `Canceled by ${who}.`, who);
  return operation;
}

export function byId(fleet: MockFleet, id: string): Operation {
  const operation = fleet.operations.find((each) => each.id === id);
  if (!operation) throw notFound("operation", id);
  return operation;
}

/** The same key and request lead to the same operation. */
export class Keys {
  readonly #kept = new Map<string, { request: string; operation: string }>();

  once(fleet: MockFleet, key: string | null, wanted: NewOperation, who: string): Operation {
    if (!key) {
      const title = "The request needs an Idempotency-Key";
      throw new Refusal(400, "idempotency-key-missing", title, title, { field: "Idempotency-Key" });
    }
    const request = JSON.stringify(wanted);
    const kept = this.#kept.get(key);
    if (kept?.request === request) return byId(fleet, kept.operation);
    if (kept) {
      const title = "This Idempotency-Key belongs to another request";
      throw new Refusal(422, "idempotency-key-reused", title, title, {
        field: "Idempotency-Key",
        value: key,
      });
    }
    const operation = place(fleet, wanted, who);
    this.#kept.set(key, { request, operation: operation.id });
    return operation;
  }
}

async function carryOut(fleet: MockFleet, operation: Operation, { member, pf }: Target): Promise<void> {
  const step = () => new Promise((resolve) => setTimeout(resolve, STEP_MS / fleet.haste));
  const move = (changes: Partial<Operation>) => change(fleet, operation, changes);
  await step();
  if (operation.state !== "QUEUED") return;
  move({ state: "LEASED" });
  await step();
  move({ state: "RUNNING", startedAt: fleet.ago(0), gates: gates(fleet, member, operation) });
  await step();
  if (!pf || operation.numVfs === undefined) {
    end(fleet, operation, "SUCCEEDED", "The node has reported.", "report");
    return;
  }
  const refusing = operation.gates.find(({ verdict }) => verdict === "REFUSED");
  if (refusing) return end(fleet, operation, "REFUSED", `Gate ${refusing.id}: ${refusing.detail}.`, "node");
  const { expectedNumVfs = pf.numVfs } = operation;
  if (expectedNumVfs !== pf.numVfs) {
    const why = `The PF has ${pf.numVfs} VFs, not the expected ${expectedNumVfs}.`;
    return end(fleet, operation, "CONFLICT", why, "node");
  }
  if (endsBadly(fleet, operation, member, pf)) return;
  fleet.setNumVfs(member, pf, 0);
  move({ steps: [...operation.steps, took(fleet, "write 0", 410)] });
  await step();
  fleet.setNumVfs(member, pf, operation.numVfs);
  const written = took(fleet, `write ${operation.numVfs}`, 930);
  move({ state: "VERIFYING", after: pf.numVfs, steps: [...operation.steps, written] });
  await step();
  end(fleet, operation, "SUCCEEDED", `The PF has ${operation.numVfs} VFs.`, "report");
}

function endsBadly(fleet: MockFleet, operation: Operation, member: Member, pf: PhysicalFunction): boolean {
  const after = pf.numVfs;
  const path = `/sys/bus/pci/devices/${pf.address}/sriov_numvfs`;
  const error = {
    errno: "ENOMEM",
    path,
    value: String(operation.numVfs),
    kernelLines: [`${pf.driver} ${pf.address}: not enough MMIO resources for SR-IOV`],
  };
  switch (operation.reason) {
    case "fail-enomem":
      change(fleet, operation, { error, after });
      end(fleet, operation, "FAILED", "The kernel has no memory window for so many VFs.", "node");
      return true;
    case "roll-back":
      change(fleet, operation, { error, after });
      end(
        fleet,
        operation,
        "ROLLED_BACK",
        `The new count could not be had; the PF has ${after} VFs again.`,
        "node",
      );
      return true;
    case "stay-partial":
      fleet.setNumVfs(member, pf, 0);
      change(fleet, operation, { error, after: 0 });
      end(fleet, operation, "PARTIAL", "Neither the old count nor the new one could be had.", "node");
      return true;
    case "get-lost":
      change(fleet, operation, { state: "UNKNOWN", explanation: "The write has not returned." });
      return true;
    default:
      return false;
  }
}

const passed = (id: string, detail: string): Gate => ({ id, verdict: "PASSED", detail });

function gates(fleet: MockFleet, member: Member, { pf, numVfs }: Operation): Gate[] {
  if (!pf) return [passed("G13", "the host's policy allows it")];
  const held = fleet
    .virtualFunctions(member)
    .filter((vf) => vf.pf === pf && vf.inUse)
    .map(({ index, holders }) => `VF ${index} is used by ${holders[0]?.name}`);
  const inUse: Gate =
    held.length > 0
      ? { id: "G7", verdict: "REFUSED", detail: held.join(", ") }
      : passed("G7", "no VF of this PF is in use");
  return [
    passed("G1", "no default route leaves by this PF"),
    passed("G2", "the agent does not reach its server through this PF"),
    passed("G3", "nothing stands on this PF's netdevs"),
    passed("G4", "the host has no storage over the network"),
    passed("G5", "no service of the host uses an address of this PF"),
    { id: "G6", verdict: "UNKNOWN", detail: "other PFs of the same card are not looked at yet" },
    inUse,
    passed("G8", "nobody else on this host sets this PF's VF count"),
    passed("G12", "the count is within sriov_totalvfs"),
    passed("G13", "the host's policy allows it"),
    passed("G11", `the count changes to ${numVfs}`),
  ];
}

function took(fleet: MockFleet, name: string, tookMs: number) {
  return { name, tookMs, startedAt: fleet.ago(tookMs) };
}

function change(fleet: MockFleet, operation: Operation, changes: Partial<Operation>): void {
  Object.assign(operation, changes, { version: operation.version + 1, changedAt: fleet.ago(0) });
  tell(fleet, operation);
}

function end(
  fleet: MockFleet,
  operation: Operation,
  state: Operation["state"],
  explanation: string,
  who: string,
): void {
  change(fleet, operation, { state, explanation, endedAt: fleet.ago(0) });
  audit(fleet, operation, state === "CANCELED" ? "operation-canceled" : "operation-ended", who);
  fleet.happened(fleet.find(operation.node), {
    kind: "operation-ended",
    subject: operation.pf ? `pf ${operation.pf}` : "node",
    before: operation.before?.toString(),
    after: operation.after?.toString(),
    detail: details(operation),
  });
}

function details({ id, kind, state, pf, numVfs, requestedBy, reason, error }: Operation) {
  return { operation: id, kind, state, pf, numVfs, by: requestedBy, reason, errno: error?.errno };
}

function audit(fleet: MockFleet, operation: Operation, what: string, who: string): void {
  fleet.audit.push({
    id: fleet.audit.length + 1,
    at: fleet.ago(0),
    who,
    what,
    node: operation.node,
    subject: `operation ${operation.id}`,
    why: operation.reason,
    detail: details(operation),
    hash: uuid("audit", fleet.audit.length).replaceAll("-", "").repeat(2),
  });
}

function tell(fleet: MockFleet, { node, hostname, id }: Operation): void {
  fleet.tell({ kind: "operation", node, hostname, operation: id });
}
