// What the flows look for in the demo fleet, asked of the API.
import type { paths } from "../src/api/schema";
import type { Operation } from "../src/api/types";
import { api, theDemo } from "./stage";

type Ok<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer T } } } };
}
  ? T
  : never;
type Node = Ok<"/api/v1/nodes">["items"][number];
type Pf = Ok<"/api/v1/physical-functions">["items"][number];
type Vf = Ok<"/api/v1/virtual-functions">["items"][number];
type Symptom = Ok<"/api/v1/symptoms">["items"][number];

async function answer<T>(call: Promise<{ data?: T; error?: unknown }>): Promise<T> {
  const { data, error } = await call;
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

export async function nodes(filter: string): Promise<Node[]> {
  return (await answer(api().GET("/api/v1/nodes", { params: { query: { filter, pageSize: 500 } } }))).items;
}

export async function pfs(filter: string): Promise<Pf[]> {
  const query = { filter, pageSize: 500 };
  return (await answer(api().GET("/api/v1/physical-functions", { params: { query } }))).items;
}

export async function vfs({ node, address }: Pf): Promise<Vf[]> {
  const query = { filter: `node==${node};pf==${address}`, pageSize: 500 };
  return (await answer(api().GET("/api/v1/virtual-functions", { params: { query } }))).items;
}

export const chain = (node: string) =>
  answer(api().GET("/api/v1/nodes/{node}/chain", { params: { path: { node } } }));

/** The symptom of most nodes. */
export async function worstSymptom(): Promise<Symptom> {
  const { items } = await answer(api().GET("/api/v1/symptoms"));
  const [worst] = items.toSorted((a, b) => b.nodes - a.nodes);
  if (!worst?.nodes) throw new Error("the demo fleet shows no symptom");
  return worst;
}

/** A healthy node's PF whose VFs can be doubled: all free and nothing in the way, or one at least held. */
export async function resizablePf(use: "free" | "held"): Promise<Pf & { numVfs: number }> {
  const candidates = await pfs("status==ONLINE;verdict.state==OK;numVfs=gt=1;driver!=igb");
  const troubled = theDemo().troubledHosts();
  for (const pf of candidates) {
    const { numVfs = 0, totalVfs = 0 } = pf;
    if (totalVfs < 2 * numVfs || (use === "free" && troubled.has(pf.hostname))) continue;
    const used = (await vfs(pf)).map(({ inUse }) => inUse);
    const fits = use === "free" ? used.every((each) => each === false) : used.includes(true);
    if (fits) return { ...pf, numVfs };
  }
  throw new Error(`the demo fleet has no such PF with VFs ${use}`);
}

/** Asks for a resize with the admin's token. */
export async function askToResize({ node, address }: Pf, numVfs: number, reason: string) {
  const header = { "Idempotency-Key": `${node} ${address} ${numVfs} ${reason}` };
  const body = { kind: "RESIZE_VFS" as const, node, pf: address, numVfs, reason, queue: false };
  return answer(api().POST("/api/v1/operations", { params: { header }, body })) as Promise<Operation>;
}

/** Opens the breaker, or closes it. */
export async function holdCommands(open: boolean): Promise<void> {
  const body = { open, reason: "a flow wants to be sure of an order" };
  await answer(api().PUT("/api/v1/breaker", { body }));
}

/** The commands that mend the first broken link, as far as they cost the same: what one button copies. */
export async function firstFix(node: string): Promise<string> {
  const { verdict, links } = await chain(node);
  const fix = links.find(({ link }) => link === verdict.link)?.findings[0]?.fix ?? [];
  const alike = fix.findIndex(
    ({ reboot, destroysVfs, window, vfleet }) =>
      reboot !== fix[0]?.reboot ||
      destroysVfs !== fix[0].destroysVfs ||
      window !== fix[0].window ||
      vfleet !== fix[0].vfleet,
  );
  return fix
    .slice(0, alike < 0 ? undefined : alike)
    .map(({ command }) => command)
    .join("\n");
}

/** A broken node whose first fix has commands to copy: what is changed in a setup screen is only described. */
export async function mendableNode(filter?: string): Promise<Node> {
  const broken = `status==ONLINE;verdict.state==BROKEN${filter ? `;${filter}` : ""}`;
  for (const node of await nodes(broken)) {
    // one after the other: the first is nearly always it
    // oxlint-disable-next-line eslint/no-await-in-loop
    const fix = await firstFix(node.hostname);
    if (fix.split("\n").some((line) => line !== "" && !line.startsWith("#"))) return node;
  }
  throw new Error(`no broken node has a fix with commands: ${broken}`);
}
