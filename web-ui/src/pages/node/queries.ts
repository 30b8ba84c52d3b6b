import type { VirtualFunction } from "../../api/types";
import { queryOptions } from "@tanstack/react-query";
import { api, body } from "../../api/client";

// a PF has 256 VFs at most (SR-IOV's own limit is far above what any card does)
const ALL = 500;

/** The VFs of one PF; without one those whose PF nobody sees, as in a guest. */
export function vfsOfQuery(node: string, pf: string | undefined) {
  return queryOptions({
    queryKey: ["node", node, "virtual-functions", pf ?? "orphans"],
    queryFn: async (): Promise<VirtualFunction[]> => {
      const filter = pf && `pf==${pf}`;
      const page = await body(
        api.GET("/api/v1/nodes/{node}/virtual-functions", {
          params: { path: { node }, query: { pageSize: ALL, filter } },
        }),
      );
      return page.items;
    },
  });
}

/** What is wrong on a node, and what was; `node` is its id. */
export function openFindingsQuery(node: string) {
  return findingsOf(node, "open", `node==${node}`);
}

export function resolvedFindingsQuery(node: string) {
  return findingsOf(node, "resolved", `node==${node};resolvedAt=ge=2000-01-01T00:00:00Z`);
}

function findingsOf(node: string, which: "open" | "resolved", filter: string) {
  return queryOptions({
    queryKey: ["findings", "node", node, which],
    queryFn: async () => {
      const includeResolved = which === "resolved";
      const page = await body(
        api.GET("/api/v1/findings", { params: { query: { filter, pageSize: ALL, includeResolved } } }),
      );
      return page.items;
    },
  });
}

const ENOUGH_TO_JUDGE = 20;

/** The last resizes of a node that went well: how long one takes here. */
export function pastResizesQuery(node: string) {
  return queryOptions({
    queryKey: ["operations", "past-resizes", node],
    queryFn: async () => {
      const filter = `node==${node};kind==RESIZE_VFS;state==SUCCEEDED`;
      const page = await body(
        api.GET("/api/v1/operations", { params: { query: { filter, pageSize: ENOUGH_TO_JUDGE } } }),
      );
      return page.items;
    },
  });
}

const LAST = 4;

export function lastOperationsQuery(node: string) {
  return queryOptions({
    queryKey: ["operations", "last", node],
    queryFn: async () => {
      const query = { filter: `node==${node}`, pageSize: LAST };
      const page = await body(api.GET("/api/v1/operations", { params: { query } }));
      return page.items;
    },
  });
}
