// The entry of `npm run dev`: the mock API first, then the pages. The build never sees this file.
import { setupWorker } from "msw/browser";
import { MockFleet } from "./fleet";
import { handlers } from "./handlers";

const fleet = new MockFleet({ nodes: Number(import.meta.env.VITE_MOCK_NODES ?? 200) });
await setupWorker(...handlers(fleet)).start({ quiet: true, onUnhandledRequest: "bypass" });
await import("../src/main");
