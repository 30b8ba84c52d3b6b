import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "./client";
import { ApiError } from "./errors";
import { quoted } from "./filters";
import type { Node, Session } from "./types";

// Keys begin with what the server's hints speak of, so that a hint finds all that it makes stale:
// ["fleet", …], ["nodes", …] lists of nodes, ["node", name or id, …], ["findings", …], ["operations", …].

const PAGE = 500;

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async (): Promise<Session> => {
    const session = await body(api.GET("/api/v1/session"));
    if (!session) throw new ApiError({ status: 401, title: "Nobody is logged in" });
    return session;
  },
  staleTime: Infinity,
  retry: false,
});

export const summaryQuery = queryOptions({
  queryKey: ["fleet", "summary"],
  queryFn: () => body(api.GET("/api/v1/fleet/summary")),
});

export const mapQuery = queryOptions({
  queryKey: ["fleet", "map"],
  queryFn: () => body(api.GET("/api/v1/fleet/map")),
});

export const symptomsQuery = queryOptions({
  queryKey: ["findings", "symptoms"],
  queryFn: () => body(api.GET("/api/v1/symptoms")),
});

/** What nodes with a symptom, or a failing check, share that healthy ones do not. */
export function cohortQuery(id: string, isSymptom: boolean) {
  return queryOptions({
    queryKey: ["findings", "cohort", id],
    queryFn: () =>
      body(
        isSymptom
          ? api.GET("/api/v1/symptoms/{symptom}/cohort", { params: { path: { symptom: id } } })
          : api.GET("/api/v1/checks/{check}/cohort", { params: { path: { check: id } } }),
      ),
  });
}

export function sizingSummaryQuery(numVfs: number) {
  return queryOptions({
    queryKey: ["nodes", "sizing", "summary", numVfs],
    queryFn: () => body(api.GET("/api/v1/sizing/summary", { params: { query: { numVfs } } })),
    placeholderData: keepPreviousData,
  });
}

export function sizingQuery(numVfs: number, filter?: string) {
  return infiniteQueryOptions({
    queryKey: ["nodes", "sizing", "list", { numVfs, filter }],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/v1/sizing", {
          params: { query: { numVfs, filter, pageSize: 100, pageToken: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
    placeholderData: keepPreviousData,
  });
}

const LATEST = 6;

/** What was found last and follows from nothing else. */
export const latestFindingsQuery = queryOptions({
  queryKey: ["findings", "latest"],
  queryFn: () =>
    body(
      api.GET("/api/v1/findings", {
        params: {
          query: {
            filter: "status==ONLINE;severity=in=(critical,warning);causedBy=isnull=true",
            pageSize: LATEST,
          },
        },
      }),
    ),
});

export interface ListOptions {
  filter?: string;
  orderBy?: string;
}

/** All nodes that match, page by page as they are asked for. */
export function nodesQuery({ filter, orderBy }: ListOptions) {
  return infiniteQueryOptions({
    queryKey: ["nodes", "list", { filter, orderBy }],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/nodes", {
          // counting is not free and holds for all pages
          params: {
            query: { filter, orderBy, pageSize: PAGE, pageToken: pageParam, total: pageParam === undefined },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
    placeholderData: keepPreviousData,
  });
}

/** What stands below one node; `node` is its id or its hostname, as in the page's path. */
const below = (node: string) => ({ params: { path: { node } } });
const all = (node: string) => ({ params: { path: { node }, query: { pageSize: PAGE } } });

export function nodeQuery(node: string) {
  return queryOptions({
    queryKey: ["node", node, "detail"],
    queryFn: () => body(api.GET("/api/v1/nodes/{node}", below(node))),
  });
}

export function chainQuery(node: string) {
  return queryOptions({
    queryKey: ["node", node, "chain"],
    queryFn: () => body(api.GET("/api/v1/nodes/{node}/chain", below(node))),
  });
}

/** What could not be judged, by what would make it known. */
export function unknownsQuery(node: string) {
  return queryOptions({
    queryKey: ["node", node, "unknowns"],
    queryFn: () => body(api.GET("/api/v1/nodes/{node}/unknowns", below(node))),
  });
}

export function physicalFunctionsQuery(node: string) {
  return queryOptions({
    queryKey: ["node", node, "physical-functions"],
    queryFn: () => body(api.GET("/api/v1/nodes/{node}/physical-functions", all(node))),
  });
}

export function virtualFunctionsQuery(node: string) {
  return queryOptions({
    queryKey: ["node", node, "virtual-functions"],
    queryFn: () => body(api.GET("/api/v1/nodes/{node}/virtual-functions", all(node))),
  });
}

/** The one VF with this address, if there is one. */
export function virtualFunctionQuery(node: string, address: string) {
  const query = { filter: `address==${quoted(address)}`, pageSize: 1 };
  return queryOptions({
    queryKey: ["node", node, "virtual-functions", address],
    queryFn: () =>
      body(api.GET("/api/v1/nodes/{node}/virtual-functions", { params: { path: { node }, query } })),
  });
}

export function reportQuery(node: string) {
  return queryOptions({
    queryKey: ["node", node, "report"],
    queryFn: () => body(api.GET("/api/v1/nodes/{node}/report", below(node))),
  });
}

export function historyQuery(node: string) {
  return infiniteQueryOptions({
    queryKey: ["node", node, "history"],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/v1/nodes/{node}/history", {
          params: { path: { node }, query: { pageSize: 50, pageToken: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
  });
}

export function findingsQuery({ filter, orderBy }: ListOptions) {
  return infiniteQueryOptions({
    queryKey: ["findings", "list", { filter, orderBy }],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/v1/findings", {
          params: { query: { filter, orderBy, pageSize: PAGE, pageToken: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
    placeholderData: keepPreviousData,
  });
}

export function operationsQuery({ filter, orderBy }: ListOptions) {
  return infiniteQueryOptions({
    queryKey: ["operations", "list", { filter, orderBy }],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/v1/operations", {
          params: { query: { filter, orderBy, pageSize: 100, pageToken: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
    placeholderData: keepPreviousData,
  });
}

export const breakerQuery = queryOptions({
  queryKey: ["breaker"],
  queryFn: () => body(api.GET("/api/v1/breaker")),
});

export function operationQuery(id: string) {
  return queryOptions({
    queryKey: ["operations", "one", id],
    queryFn: () => body(api.GET("/api/v1/operations/{id}", { params: { path: { id } } })),
  });
}

export function searchQuery(q: string) {
  return queryOptions({
    queryKey: ["search", q],
    queryFn: ({ signal }) => body(api.GET("/api/v1/search", { params: { query: { q } }, signal })),
  });
}

/** Everything that matches, page after page. */
export async function allNodes({ filter, orderBy }: ListOptions, signal?: AbortSignal): Promise<Node[]> {
  const nodes: Node[] = [];
  let pageToken: string | undefined;
  do {
    const query = { filter, orderBy, pageSize: PAGE, pageToken };
    // each page's token comes with the page before it
    // oxlint-disable-next-line eslint/no-await-in-loop
    const page = await body(api.GET("/api/v1/nodes", { params: { query }, signal }));
    nodes.push(...page.items);
    pageToken = page.nextPageToken;
  } while (pageToken);
  return nodes;
}

/** The ids of all nodes that match, to mark them on the map. */
export function nodeIdsQuery(filter: string) {
  return queryOptions({
    queryKey: ["fleet", "ids", filter],
    queryFn: async ({ signal }) => new Set((await allNodes({ filter }, signal)).map((node) => node.id)),
  });
}
