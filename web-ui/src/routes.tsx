import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { isUnauthorized } from "./api/errors";
import * as queries from "./api/queries";
import { queryClient } from "./api/query-client";
import { NotFound, RouteError } from "./app/RouteError";
import { onSessionEnd } from "./app/session-end";
import { Shell } from "./app/Shell";
import { findingsSearch } from "./pages/findings/search";
import { fleetSearch } from "./pages/fleet/search";
import { NodeError } from "./pages/node/NodeError";
import { nodeSearch } from "./pages/node/search";
import { nodesSearch } from "./pages/nodes/search";
import { runbook } from "./pages/runbook/runbooks";
import { sizingSearch } from "./pages/sizing/search";
import { optionalText } from "./ui/search";

// The whole map of the pages. Each page is a chunk of its own; its state stands in the URL.
const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
});

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  // only a path of our own: "//host" would lead elsewhere
  validateSearch: ({ from }: Record<string, unknown>): { from?: string } =>
    typeof from === "string" && /^\/(?![/\\])/.test(from) ? { from } : {},
  component: lazyRouteComponent(() => import("./pages/login/LoginPage"), "LoginPage"),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(queries.sessionQuery);
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      throw redirect({ to: "/login", search: { from: location.href } });
    }
  },
  component: Shell,
  errorComponent: RouteError,
});

const fleet = createRoute({
  getParentRoute: () => shell,
  path: "/",
  validateSearch: fleetSearch,
  loader: ({ context }) =>
    Promise.all([
      context.queries.ensureQueryData(queries.summaryQuery),
      context.queries.ensureQueryData(queries.mapQuery),
      context.queries.ensureQueryData(queries.symptomsQuery),
    ]),
  component: lazyRouteComponent(() => import("./pages/fleet/FleetPage"), "FleetPage"),
});

const nodes = createRoute({
  getParentRoute: () => shell,
  path: "/nodes",
  validateSearch: nodesSearch,
  component: lazyRouteComponent(() => import("./pages/nodes/NodesPage"), "NodesPage"),
});

const node = createRoute({
  getParentRoute: () => shell,
  path: "/nodes/$node",
  validateSearch: nodeSearch,
  // a link may name a VF alone: its port is looked up
  beforeLoad: async ({ context, params, search }) => {
    if (!search.vf || search.pf) return;
    const { items } = await context.queries.ensureQueryData(
      queries.virtualFunctionQuery(params.node, search.vf),
    );
    const pf = items[0]?.pf;
    if (pf) throw redirect({ to: "/nodes/$node", params, search: { ...search, pf }, replace: true });
  },
  loader: ({ context, params }) =>
    Promise.all([
      context.queries.ensureQueryData(queries.nodeQuery(params.node)),
      // a node that has never reported has no chain, and a page all the same
      context.queries.prefetchQuery(queries.chainQuery(params.node)),
    ]),
  component: lazyRouteComponent(() => import("./pages/node/NodePage"), "NodePage"),
  errorComponent: NodeError,
});

const findings = createRoute({
  getParentRoute: () => shell,
  path: "/findings",
  loader: ({ context }) => context.queries.ensureQueryData(queries.symptomsQuery),
  component: lazyRouteComponent(() => import("./pages/findings/FindingsPage"), "FindingsPage"),
});

const symptom = createRoute({
  getParentRoute: () => shell,
  path: "/findings/$id",
  validateSearch: findingsSearch,
  loader: ({ context }) => context.queries.ensureQueryData(queries.symptomsQuery),
  component: lazyRouteComponent(() => import("./pages/findings/SymptomPage"), "SymptomPage"),
});

const runbookPage = createRoute({
  getParentRoute: () => shell,
  path: "/runbooks/$name",
  loader: ({ params }) => runbook(params.name),
  component: lazyRouteComponent(() => import("./pages/runbook/RunbookPage"), "RunbookPage"),
});

const operations = createRoute({
  getParentRoute: () => shell,
  path: "/operations",
  validateSearch: ({ filter }: Record<string, unknown>): { filter?: string } => ({
    filter: optionalText(filter),
  }),
  component: lazyRouteComponent(() => import("./pages/operations/OperationsPage"), "OperationsPage"),
});

const operation = createRoute({
  getParentRoute: () => shell,
  path: "/operations/$id",
  loader: ({ context, params }) => context.queries.ensureQueryData(queries.operationQuery(params.id)),
  component: lazyRouteComponent(() => import("./pages/operations/OperationPage"), "OperationPage"),
});

const notifications = createRoute({
  getParentRoute: () => shell,
  path: "/notifications",
  component: lazyRouteComponent(() => import("./pages/notifications/NotificationsPage"), "NotificationsPage"),
});

const sizing = createRoute({
  getParentRoute: () => shell,
  path: "/sizing",
  validateSearch: sizingSearch,
  component: lazyRouteComponent(() => import("./pages/sizing/SizingPage"), "SizingPage"),
});

const nowhere = createRoute({
  getParentRoute: () => shell,
  path: "$",
  component: () => <NotFound />,
});

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    shell.addChildren([
      fleet,
      nodes,
      node,
      findings,
      symptom,
      runbookPage,
      operations,
      operation,
      notifications,
      sizing,
      nowhere,
    ]),
  ]),
  context: { queries: queryClient },
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: RouteError,
  scrollRestoration: true,
});

// asks for the session again, which leads to the login
onSessionEnd(queryClient, () => void router.invalidate());

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
