import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";

// The whole map of the pages. Each page is a chunk of its own; its state stands in the URL.
const root = createRootRoute({ component: Outlet });

const fleet = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/fleet/FleetPage"), "FleetPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([fleet]),
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
