import { expect, it } from "vitest";
import { api } from "../stage";
import { expectAccessible } from "../accessibility";
import { tab } from "../tab";

it("whatSomebodyKnowsOfOrMutesIsMarkedAndANodeCanRest", { timeout: 120_000 }, async () => {
  const { page } = await tab("operator");
  const { data } = await api().GET("/api/v1/findings", {
    params: { query: { filter: "status==ONLINE;severity==critical", pageSize: 1 } },
  });
  const finding = data?.items[0];
  if (!finding) throw new Error("nothing is wrong with the demo fleet");
  await page.goto(`/nodes/${finding.hostname}?tab=findings`);
  const row = page
    .getByRole("listitem")
    .filter({ hasText: finding.cause })
    .filter({ hasText: finding.subject });

  for (const [verb, mark] of [
    ["Acknowledge", "acknowledged by"],
    ["Mute", "muted until"],
  ] as const) {
    await row.getByRole("button", { name: new RegExp(`^${verb}`) }).click();
    const dialog = page.getByRole("dialog", { name: verb });
    await dialog.getByLabel("Reason").fill("card is ordered");
    await dialog.getByRole("button", { name: verb, exact: true }).click();
    await row.getByText(mark).waitFor();
  }
  const muted = await api().GET("/api/v1/findings", { params: { query: { filter: "muted==true" } } });
  expect(muted.data?.items.map(({ id }) => id)).toEqual([finding.id]);
  await row.getByRole("button", { name: /^Unmute/ }).click();
  await row.getByRole("button", { name: /^Mute/ }).waitFor();

  await page.getByRole("button", { name: "Maintenance", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Maintenance" });
  await dialog.getByLabel("Reason").fill("new cable");
  await dialog.getByRole("button", { name: "Begin maintenance" }).click();
  await page.getByText("In maintenance").first().waitFor();
  await expectAccessible(page, "a node in maintenance");
  await page.getByRole("button", { name: "End it" }).click();
  await page.getByRole("button", { name: "Maintenance", exact: true }).waitFor();
});
