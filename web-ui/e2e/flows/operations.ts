import { expect, it } from "vitest";
import type { Page, Route } from "playwright-core";
import { askToResize, holdCommands, resizablePf, vfs } from "../fleet";
import { tab } from "../tab";

/** Opens the dialog of a PF before its VFs are known, and fills all of it in. */
async function fillIn(page: Page, pf: { hostname: string; address: string }, numVfs: number) {
  const held: Route[] = [];
  let isPressed = false;
  await page.route(/\/virtual-functions/, (route) => (isPressed ? route.continue() : void held.push(route)));
  await page.goto(`/nodes/${pf.hostname}?pf=${pf.address}`);
  await page.getByRole("button", { name: "Resize VFs" }).click();
  isPressed = true;
  await Promise.all(held.map((route) => route.continue()));
  const dialog = page.getByRole("dialog", { name: "Resize VFs" });
  await dialog.getByLabel("VFs after the change").fill(String(numVfs));
  await dialog.getByLabel("Reason").fill("more pods");
  await dialog.getByLabel(`Type ${pf.hostname} to confirm`).fill(pf.hostname);
  return { dialog, go: dialog.getByRole("button", { name: `Resize to ${numVfs} VFs` }) };
}

it("aRefusalNamesWhoUsesTheVf", { timeout: 120_000 }, async () => {
  const { page } = await tab("operator");
  const pf = await resizablePf("held");
  const holder = (await vfs(pf)).find(({ inUse }) => inUse)?.holders[0]?.name;
  const { dialog, go } = await fillIn(page, pf, 2 * pf.numVfs);
  await dialog.getByText("the node will refuse").waitFor();
  await go.click();
  await dialog.getByRole("status").getByText("Refused").waitFor({ timeout: 60_000 });
  expect(await dialog.getByRole("region", { name: "Gates" }).innerText()).toContain(holder);
  await dialog.getByRole("link", { name: "Open the operation" }).click();
  await page.getByRole("heading", { name: `on ${pf.hostname}` }).waitFor();
});

it("aSecondChangeOfAPfIsNotTaken", { timeout: 120_000 }, async () => {
  const own = await tab("operator");
  own.expect(/^answer: POST \/api\/v1\/operations 409$/);
  const pf = await resizablePf("free");
  // with the breaker open the first one surely waits until the second is asked for
  await holdCommands(true);
  try {
    const { dialog, go } = await fillIn(own.page, pf, pf.numVfs - 1);
    const waiting = await askToResize(pf, pf.numVfs - 1, "was first");
    await go.click();
    await dialog.getByRole("alert").filter({ hasText: waiting.id }).waitFor();
  } finally {
    await holdCommands(false);
  }
});

it("moreThanTheCardAllowsCannotBeAskedFor", async () => {
  const { page } = await tab("operator");
  const pf = await resizablePf("free");
  await page.goto(`/nodes/${pf.hostname}?pf=${pf.address}`);
  await page.getByRole("button", { name: "Resize VFs" }).click();
  const dialog = page.getByRole("dialog", { name: "Resize VFs" });
  await dialog.getByLabel("VFs after the change").fill(String((pf.totalVfs ?? 0) + 1));
  await dialog.getByText("ERANGE").waitFor();
  const go = dialog.getByRole("button", { name: /^Resize to/ });
  expect(await go.getAttribute("aria-disabled")).toBe("true");
});

it("aViewerIsToldWhyNothingCanBeChanged", async () => {
  const { page } = await tab("viewer");
  const pf = await resizablePf("free");
  await page.goto(`/nodes/${pf.hostname}`);
  const resize = page.getByRole("button", { name: "Resize VFs" });
  expect(await resize.getAttribute("aria-disabled")).toBe("true");
  expect(await resize.getAttribute("title")).toMatch(/operat/);
  // it is shown as disabled, but a person can still press it
  await resize.click({ force: true });
  expect(await page.getByRole("dialog").count()).toBe(0);
});
