import { describe, expect, it, vi } from "vitest";
import { api, body } from "../src/api/client";
import { MockFleet, type Operation } from "./fleet";
import { useMockApi } from "./testing";

const fleet = useMockApi();

const nodes = (query: { filter?: string; orderBy?: string; pageSize?: number; pageToken?: string }) =>
  body(api.GET("/api/v1/nodes", { params: { query } }));

const now = () => 1_800_000_000_000;

describe("the mock fleet", () => {
  it("isTheSameEachTime", () => {
    expect(new MockFleet({ now }).nodes()).toEqual(new MockFleet({ now }).nodes());
  });

  it("hasEveryVerdictAndState", () => {
    const all = new MockFleet().nodes();
    const states = new Set(all.map(({ verdict }) => verdict?.state));
    expect([...states].map(String).toSorted()).toEqual(
      ["BROKEN", "NOT_APPLICABLE", "OK", "UNKNOWN", "WARN", "undefined"].toSorted(),
    );
    expect(new Set(all.map(({ status }) => status))).toEqual(
      new Set(["ONLINE", "LATE", "OFFLINE", "PENDING"]),
    );
    expect(all.some(({ links }) => links.some(({ state }) => state === "BLOCKED"))).toBe(true);
  });

  it("hasAPfWith64VfsOfDifferentAddressesAndMacs", () => {
    const big = new MockFleet();
    const member = big.members.find(({ pfs }) => pfs.some(({ numVfs }) => numVfs === 64));
    const vfs = member ? big.virtualFunctions(member) : [];
    expect(vfs.length).toBeGreaterThanOrEqual(64);
    expect(new Set(vfs.map(({ address }) => address)).size).toBe(vfs.length);
    expect(new Set(vfs.map(({ mac }) => mac)).size).toBe(vfs.length);
  });
});

describe("lists", () => {
  it("areFilteredByRsql", async () => {
    const { items } = await nodes({ filter: "verdict.state=in=(BROKEN,WARN);site==fra1;hostname==*-n0*" });
    expect(items.length).toBeGreaterThan(0);
    for (const { hostname, verdict } of items) {
      expect(hostname).toMatch(/^fra1-.*-n0/);
      expect(["BROKEN", "WARN"]).toContain(verdict?.state);
    }
    const either = await nodes({ filter: "(links.kernel==BROKEN,links.firmware==BROKEN);silent==false" });
    expect(either.items.every(({ silent }) => !silent)).toBe(true);
    const symptom = await nodes({ filter: "symptom==vf-not-isolated", pageSize: 500 });
    const findings = await body(
      api.GET("/api/v1/findings", {
        params: { query: { filter: "symptom==vf-not-isolated", pageSize: 500 } },
      }),
    );
    expect(symptom.items).toHaveLength(new Set(findings.items.map(({ node }) => node)).size);
    const absent = await nodes({ filter: "verdict.link=isnull=true", pageSize: 500 });
    expect(absent.items.every(({ verdict }) => verdict?.link === undefined)).toBe(true);
  });

  it("comeInPagesThatMissNothing", async () => {
    const first = await nodes({ pageSize: 30, orderBy: "vfs.active desc" });
    const second = await nodes({ pageSize: 30, orderBy: "vfs.active desc", pageToken: first.nextPageToken });
    const third = await nodes({ pageSize: 30, orderBy: "vfs.active desc", pageToken: second.nextPageToken });
    const all = [...first.items, ...second.items, ...third.items];
    expect(third.nextPageToken).toBeUndefined();
    expect(new Set(all.map(({ id }) => id)).size).toBe(70);
    expect(all.map(({ vfs }) => vfs.active)).toEqual(
      all.map(({ vfs }) => vfs.active).toSorted((a, b) => b - a),
    );
    await expect(nodes({ pageToken: first.nextPageToken })).rejects.toMatchObject({ status: 400 });
  });

  it("sayWhatIsWrongWithAFilter", async () => {
    await expect(nodes({ filter: "hostname==" })).rejects.toMatchObject({
      problem: { type: "/problems/invalid-filter", position: 11 },
    });
    await expect(nodes({ filter: "color==red" })).rejects.toMatchObject({ problem: { value: "color" } });
  });

  it("countAsTheSummaryDoes", async () => {
    const summary = await body(api.GET("/api/v1/fleet/summary"));
    const { items } = await nodes({ filter: "status==ONLINE;verdict.state==BROKEN", pageSize: 500 });
    expect(summary.verdicts.broken).toBe(items.length);
    expect(summary.nodes.online + summary.nodes.late + summary.nodes.offline + summary.nodes.pending).toBe(
      70,
    );
  });
});

/** A PF whose VFs can be doubled. */
function resizable(made: MockFleet, isHeld: boolean) {
  for (const member of made.members.filter(({ status }) => status === "ONLINE")) {
    const held = new Set(made.virtualFunctions(member).flatMap(({ pf, inUse }) => (inUse && pf ? [pf] : [])));
    const pf = member.pfs.find(
      ({ address, numVfs = 0, totalVfs = 0 }) =>
        numVfs > 0 && totalVfs >= 2 * numVfs && held.has(address) === isHeld,
    );
    if (pf?.numVfs) return { node: member.hostname, pf: pf.address, numVfs: pf.numVfs };
  }
  throw new Error("the fleet has no such PF");
}

function resize(node: string, pf: string, numVfs: number, reason: string, key = `${node} ${reason}`) {
  const header = { "Idempotency-Key": key };
  const request = { kind: "RESIZE_VFS" as const, node, pf, numVfs, reason, queue: false };
  return body(api.POST("/api/v1/operations", { params: { header }, body: request })) as Promise<Operation>;
}

const operation = (id: string) => body(api.GET("/api/v1/operations/{id}", { params: { path: { id } } }));

async function ended(id: string) {
  return vi.waitFor(async () => {
    const latest = await operation(id);
    expect(latest.endedAt).toBeDefined();
    return latest;
  });
}

describe("operations", () => {
  it("goThroughTheirStatesAndChangeTheFleet", async () => {
    const made = fleet();
    const hints: string[] = [];
    made.listen((hint) => hints.push(hint.kind));
    const { node, pf, numVfs } = resizable(made, false);
    const placed = await resize(node, pf, 2 * numVfs, "more pods");
    expect(placed).toMatchObject({ state: "QUEUED", before: numVfs, requestedBy: "operator" });
    expect((await resize(node, pf, 2 * numVfs, "more pods")).id).toBe(placed.id);
    expect(await ended(placed.id)).toMatchObject({ state: "SUCCEEDED", after: 2 * numVfs });
    const query = { filter: `pf==${pf}`, pageSize: 500 };
    const path = { node };
    const vfs = await body(api.GET("/api/v1/nodes/{node}/virtual-functions", { params: { path, query } }));
    expect(vfs.items).toHaveLength(2 * numVfs);
    const history = await body(api.GET("/api/v1/nodes/{node}/history", { params: { path } }));
    expect(history.items[0]).toMatchObject({ kind: "operation-ended", detail: { by: "operator" } });
    expect(new Set(hints)).toEqual(new Set(["operation", "node"]));
  });

  it("areRefusedWhereAPodHoldsAVf", async () => {
    const { node, pf, numVfs } = resizable(fleet(), true);
    const { id } = await resize(node, pf, 2 * numVfs, "more pods");
    const { state, explanation } = await ended(id);
    expect(state).toBe("REFUSED");
    expect(explanation).toMatch(/is used by \S/);
  });

  it("failAsTheReasonAsksFor", async () => {
    const { node, pf, numVfs } = resizable(fleet(), false);
    const { id } = await resize(node, pf, 2 * numVfs, "fail-enomem");
    expect(await ended(id)).toMatchObject({ state: "FAILED", after: numVfs, error: { errno: "ENOMEM" } });
  });

  it("areNotTakenWhereTheyCannotBe", async () => {
    const made = fleet();
    const { node, pf } = resizable(made, false);
    await expect(resize(node, pf, 4096, "too many")).rejects.toMatchObject({ status: 422 });
    const silent = made.members.find(({ status, pfs }) => status === "LATE" && pfs.length > 0);
    const { hostname = "", pfs = [] } = silent ?? {};
    await expect(resize(hostname, pfs[0]?.address ?? "", 1, "silent")).rejects.toMatchObject({
      problem: { type: "/problems/node-silent" },
    });
    fleet("viewer");
    await expect(resize(node, pf, 1, "not allowed")).rejects.toMatchObject({ status: 403 });
  });
});
