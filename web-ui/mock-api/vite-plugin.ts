import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const WORKER = "/mockServiceWorker.js";

/** `npm run dev`: the pages begin with the mock API, whose worker comes out of the msw package. */
export function mockApi(): Plugin {
  return {
    name: "vfleet-mock-api",
    apply: (_, { command, mode }) => command === "serve" && mode === "mock",
    // known beforehand, else the first page is loaded twice
    config: () => ({ optimizeDeps: { include: ["msw", "msw/browser", "openapi-msw"] } }),
    configureServer({ middlewares }) {
      middlewares.use(WORKER, (_, response) => {
        response.setHeader("Content-Type", "text/javascript");
        response.end(readFileSync(createRequire(import.meta.url).resolve("msw/mockServiceWorker.js")));
      });
    },
    transformIndexHtml: {
      order: "pre",
      handler: (html) => html.replace("/src/main.tsx", "/mock-api/start.ts"),
    },
  };
}
