import { defineConfig } from "vitest/config";

// One browser and one server for all flows, one flow after the other.
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ["*.test.ts", "*.task.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 420_000,
  },
});
