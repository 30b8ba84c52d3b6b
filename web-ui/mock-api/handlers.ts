// The routes of /api/v1 that the pages use, answered out of a fleet in memory.
import { HttpResponse, type RequestHandler } from "msw";
import { createOpenApiHttp } from "openapi-msw";
import type { MapNode } from "../src/api/types";
import type { Hint } from "../src/api/hints";
import type { paths } from "../src/api/schema";
import { symptomTable } from "./findings";
import type { MockFleet } from "./fleet";
import { page } from "./lists";
import { byId, cancel, isOver, Keys } from "./operations";
import { notFound, Refusal } from "./problems";
import { FEW, sizings, sizingSummary, unknowns, wantedVfs } from "./questions";
import { search } from "./search";
import { Sessions } from "./session";
import { summary } from "./summary";
import { tables } from "./tables";

const LONGEST_WAIT_S = 30;

const asked = ({ url }: Request) => new URL(url).searchParams;

/**
 * @param loggedIn somebody is so from the beginning: viewer, operator, approver or admin
 * @param origin where nothing has one, as outside of a page
 */
export function handlers(fleet: MockFleet, loggedIn?: string, origin = ""): RequestHandler[] {
  const http = createOpenApiHttp<paths>({ baseUrl: origin });
  const sessions = new Sessions(loggedIn);
  const keys = new Keys();
  const lists = tables(fleet);

  /** What was asked for, if these rights suffice. */
  function reading<T>(answer: () => T, scope: "read" | "operate" | "admin" = "read"): Promise<Awaited<T>> {
    return refusing(() => {
      sessions.require(scope);
      return answer();
    });
  }

  const member = (node: unknown) => fleet.find(String(node));

  return [
    http.get("/api/v1/fleet/summary", async ({ response }) =>
      response(200).json(await reading(() => summary(fleet))),
    ),
    http.get("/api/v1/symptoms", async ({ response }) =>
      response(200).json(await reading(() => symptomTable(fleet.findings()))),
    ),
    http.get("/api/v1/nodes", async ({ request, response }) =>
      response(200).json(await reading(() => page(lists.nodes, fleet.nodes(), asked(request)))),
    ),
    http.get("/api/v1/nodes/{node}", async ({ params, response }) =>
      response(200).json(await reading(() => fleet.node(member(params.node)))),
    ),
    http.get("/api/v1/nodes/{node}/chain", async ({ params, response }) =>
      response(200).json(await reading(() => fleet.chain(member(params.node)))),
    ),
    http.get("/api/v1/nodes/{node}/unknowns", async ({ params, response }) =>
      response(200).json(await reading(() => unknowns(fleet.chain(member(params.node))))),
    ),
    http.get("/api/v1/symptoms/{symptom}/cohort", async ({ response }) =>
      response(200).json(await reading(() => FEW)),
    ),
    http.get("/api/v1/checks/{check}/cohort", async ({ response }) =>
      response(200).json(await reading(() => FEW)),
    ),
    http.get("/api/v1/sizing", async ({ request, response }) =>
      response(200).json(
        await reading(() => {
          const query = asked(request);
          return page(lists.sizing, sizings(fleet, wantedVfs(query)), query);
        }),
      ),
    ),
    http.get("/api/v1/sizing/summary", async ({ request, response }) =>
      response(200).json(
        await reading(() => {
          const wanted = wantedVfs(asked(request));
          return sizingSummary(wanted, sizings(fleet, wanted));
        }),
      ),
    ),
    http.get("/api/v1/nodes/{node}/report", async ({ params, response }) =>
      response(200).json(await reading(() => fleet.report(member(params.node)))),
    ),
    http.get("/api/v1/nodes/{node}/history", async ({ params, request, response }) =>
      response(200).json(
        await reading(() => page(lists.events, fleet.history(member(params.node)), asked(request))),
      ),
    ),
    http.get("/api/v1/nodes/{node}/physical-functions", async ({ params, request, response }) =>
      response(200).json(
        await reading(() => page(lists.physicalFunctions, member(params.node).pfs, asked(request))),
      ),
    ),
    http.get("/api/v1/nodes/{node}/virtual-functions", async ({ params, request, response }) =>
      response(200).json(
        await reading(() => {
          const vfs = fleet.virtualFunctions(member(params.node));
          return page(lists.virtualFunctions, vfs, asked(request));
        }),
      ),
    ),
    http.get("/api/v1/physical-functions", async ({ request, response }) =>
      response(200).json(
        await reading(() => {
          const pfs = fleet.members.flatMap((each) => each.pfs);
          return page(lists.physicalFunctions, pfs, asked(request));
        }),
      ),
    ),
    http.get("/api/v1/virtual-functions", async ({ request, response }) =>
      response(200).json(
        await reading(() => {
          const vfs = fleet.members.flatMap((each) => fleet.virtualFunctions(each));
          return page(lists.virtualFunctions, vfs, asked(request));
        }),
      ),
    ),
    http.get("/api/v1/findings", async ({ request, response }) =>
      response(200).json(
        await reading(() => {
          const query = asked(request);
          query.delete("includeResolved");
          return page(lists.findings, fleet.findings(), query);
        }),
      ),
    ),
    http.get("/api/v1/findings/{id}", async ({ params, response }) =>
      response(200).json(
        await reading(() => {
          const found = fleet.findings().find(({ id }) => id === params.id);
          if (!found) throw notFound("finding", String(params.id));
          return found;
        }),
      ),
    ),
    http.get("/api/v1/events", async ({ request, response }) =>
      response(200).json(
        await reading(() => {
          const events = fleet.members.flatMap((each) => fleet.history(each));
          return page(lists.events, events, asked(request));
        }),
      ),
    ),
    http.get("/api/v1/audit", async ({ request, response }) =>
      response(200).json(await reading(() => page(lists.audit, fleet.audit, asked(request)), "admin")),
    ),
    http.get("/api/v1/operations", async ({ request, response }) =>
      response(200).json(await reading(() => page(lists.operations, fleet.operations, asked(request)))),
    ),
    http.post("/api/v1/operations", async ({ request, response }) => {
      const key = request.headers.get("Idempotency-Key");
      const wanted = await request.json();
      const placed = await reading(
        () => keys.once(fleet, key, wanted, sessions.require("operate")),
        "operate",
      );
      const headers = { Location: `/api/v1/operations/${placed.id}` };
      return response.untyped(HttpResponse.json(placed, { status: 202, headers }));
    }),
    http.get("/api/v1/operations/{id}", async ({ params, request, response }) =>
      response(200).json(
        await reading(async () => {
          const operation = byId(fleet, String(params.id));
          const wait = Math.min(parseInt(asked(request).get("wait") ?? "0", 10), LONGEST_WAIT_S);
          if (wait > 0 && !isOver(operation)) await changed(fleet, operation.id, wait);
          return operation;
        }),
      ),
    ),
    http.post("/api/v1/operations/{id}/cancel", async ({ params, response }) =>
      response(200).json(
        await reading(() => cancel(fleet, String(params.id), sessions.require("operate")), "operate"),
      ),
    ),

    http.get("/api/v1/notification-targets", async ({ response }) =>
      response(200).json(await reading(() => ({ items: [] }), "admin")),
    ),
    http.get("/api/v1/notification-deliveries", async ({ response }) =>
      response(200).json(await reading(() => ({ items: [] }), "admin")),
    ),
    http.get("/api/v1/breaker", async ({ response }) =>
      response(200).json(await reading(() => fleet.breaker)),
    ),
    http.put("/api/v1/breaker", async ({ request, response }) => {
      const { open, reason } = await request.json();
      return response(200).json(
        await reading(() => {
          const changedBy = sessions.require("admin");
          fleet.breaker = { open, reason, changedBy, changedAt: new Date().toISOString() };
          return fleet.breaker;
        }, "admin"),
      );
    }),
    http.get("/api/v1/fleet/map", async ({ response }) =>
      response(200).json(await reading(() => ({ items: mapOf(fleet) }))),
    ),
    http.get("/api/v1/search", async ({ request, response }) =>
      response(200).json(await reading(() => search(fleet, asked(request).get("q") ?? ""))),
    ),
    http.get("/api/v1/session", async ({ response }) =>
      sessions.isBegun()
        ? response(200).json(await reading(() => sessions.current()))
        : response(204).empty(),
    ),
    http.post("/api/v1/session", async ({ request, response }) => {
      const { name, password } = await request.json();
      return response(200).json(await refusing(() => sessions.begin(name, password)));
    }),
    http.delete("/api/v1/session", ({ response }) => {
      sessions.end();
      return response(204).empty();
    }),
    http.untyped.get(`${origin}/api/v1/stream`, () => {
      const headers = { "Content-Type": "text/event-stream" };
      return new HttpResponse(hints(fleet), { headers });
    }),
    http.untyped.all(`${origin}/api/*`, ({ request }) => {
      const route = `${request.method} ${new URL(request.url).pathname}`;
      return notFound("route of the mock API", route).response();
    }),
  ];
}

/** What was asked for, else the problem that says what is wrong: MSW sends a response that is thrown. */
async function refusing<T>(answer: () => T): Promise<Awaited<T>> {
  try {
    return await answer();
  } catch (error) {
    throw error instanceof Refusal ? error.response() : error;
  }
}

function mapOf(fleet: MockFleet): MapNode[] {
  return fleet.nodes().map(({ id, hostname, site, rack, slot, status, verdict, silent }) => {
    const place = { site, rack, slot };
    return { id, hostname, ...place, status, verdict, silent };
  });
}

/** Server-sent events, as long as somebody reads them. */
function hints(fleet: MockFleet): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop: (() => void) | undefined;
  return new ReadableStream({
    start(stream) {
      const send = (text: string) => stream.enqueue(encoder.encode(text));
      send(": hello\n\n");
      stop = fleet.listen(({ kind, node }) => {
        const told: Hint = { kind, nodes: [node] };
        send(`event: change\ndata: ${JSON.stringify(told)}\n\n`);
      });
    },
    cancel: () => stop?.(),
  });
}

function changed(fleet: MockFleet, operation: string, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = fleet.listen((hint) => {
      if (hint.operation === operation) done();
    });
    const timer = setTimeout(done, seconds * 1000);
  });
}
