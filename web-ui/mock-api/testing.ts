// For component tests: the pages' requests are answered by a fleet of the test's own.
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type FleetOptions, MockFleet } from "./fleet";
import { handlers } from "./handlers";

/**
 * Call it once at the top of a test file.
 *
 * @returns makes a new fleet, with somebody of that role logged in; each test begins with one of an operator
 */
export function useMockApi(options: FleetOptions = { nodes: 70, haste: 100 }) {
  const server = setupServer();

  function fleet(role = "operator", own: FleetOptions = options): MockFleet {
    const made = new MockFleet(own);
    server.resetHandlers(...handlers(made, role));
    return made;
  }

  beforeAll(() => {
    server.listen({ onUnhandledRequest: "error" });
    fleet();
  });
  afterEach(() => void fleet());
  afterAll(() => server.close());
  return fleet;
}
