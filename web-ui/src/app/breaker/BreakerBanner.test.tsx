import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Suspense } from "react";
import { expect, test } from "vitest";
import { useMockApi } from "../../../mock-api/testing";
import { BreakerBanner } from "./BreakerBanner";
import { OpenBreaker } from "./OpenBreaker";

const fleet = useMockApi({ nodes: 7, haste: 100 });

function shown() {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Suspense>
        <BreakerBanner />
        <OpenBreaker />
      </Suspense>
    </QueryClientProvider>,
  );
  return userEvent.setup({ delay: null });
}

test("anAdministratorOpensItWithAReasonAndClosesIt", async () => {
  const mock = fleet("admin");
  const user = shown();
  await user.click(await screen.findByRole("button", { name: "Stop all operations" }));
  await user.type(await screen.findByLabelText("Reason"), "resizes fail");
  await user.keyboard("{Enter}");
  expect((await screen.findByText(/The breaker is open/)).parentElement?.textContent).toContain(
    "resizes fail",
  );
  expect(mock.breaker.open).toBe(true);

  await user.click(screen.getByRole("button", { name: "Close the breaker" }));
  await user.type(await screen.findByLabelText("Reason"), "fixed");
  await user.click(screen.getByRole("button", { name: "Let operations start" }));
  await waitFor(() => expect(screen.queryByText(/The breaker is open/)).toBeNull());
  expect(mock.breaker).toMatchObject({ open: false, reason: "fixed" });
});

test("anOperatorSeesItAndMayNotMoveIt", async () => {
  const mock = fleet("operator");
  mock.breaker = { ...mock.breaker, open: true, reason: "storm" };
  shown();
  const close = await screen.findByRole("button", { name: "Close the breaker" });
  expect(close.getAttribute("aria-disabled")).toBe("true");
  expect(close.title).toContain("admin");
});
