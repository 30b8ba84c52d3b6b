import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The build lands in the module's jar; the server replaces the nonce's placeholder at each request.
export default defineConfig({
  plugins: [react()],
  publicDir: false,
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
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test-setup.ts"],
  },
});
