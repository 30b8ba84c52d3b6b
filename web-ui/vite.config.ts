import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { mockApi } from "./mock-api/vite-plugin.ts";
import { markdown } from "./scripts/markdown.ts";

/** `VFLEET_SERVER=http://127.0.0.1:8080 VFLEET_TOKEN=$(cat .vfleet/token) npm run dev:live`: the pages on a real server's data. */
function liveServer() {
  const { VFLEET_SERVER: target, VFLEET_TOKEN: token } = process.env;
  if (!target) return undefined;
  const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  return { "/api": { target, headers } };
}

// The build lands in the module's jar; the server replaces the nonce's placeholder at each request.
export default defineConfig({
  plugins: [react(), mockApi(), markdown()],
  publicDir: false,
  // the runbooks lie beside this module
  server: { proxy: liveServer(), fs: { allow: [".", "../docs/runbooks"] } },
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: "target/classes/META-INF/resources",
    emptyOutDir: true,
    // an inlined font or picture is a data: URL, which the Content-Security-Policy refuses
    assetsInlineLimit: 0,
    manifest: true,
    target: "es2022",
  },
  test: {
    // .ci/run counts by the second one
    reporters: ["default", "junit"],
    outputFile: { junit: "target/surefire-reports/TEST-web-ui.xml" },
    environment: "happy-dom",
    include: ["{src,mock-api}/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test-setup.ts"],
  },
});
