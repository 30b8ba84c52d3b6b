import { expect, it } from "vitest";
import { expectAccessible } from "../accessibility";
import { firstFix, mendableNode, resizablePf, worstSymptom } from "../fleet";
import { PASSWORD } from "../stage";
import { tab } from "../tab";

it("fromASymptomToItsFixAndFromAWishToMoreVfs", { timeout: 180_000 }, async () => {
  const { page } = await tab();
  await page.goto("/");
  await page.getByLabel("Name").fill("operator");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();

  const symptom = await worstSymptom();
  await page.getByRole("region", { name: "Health of the fleet" }).waitFor();
  await page.getByRole("link", { name: symptom.title }).click();
  await page.waitForURL((url) => url.searchParams.get("symptom") === symptom.id);
  await expectAccessible(page, "fleet, a symptom picked");
  const row = page.getByRole("listitem").filter({ hasText: symptom.title });
  await row.getByRole("link", { name: /^\d+ nodes?$/ }).click();
  await page.getByRole("heading", { name: "Nodes" }).waitFor();

  const broken = await mendableNode(`symptom==${symptom.id}`);
  await page.getByRole("link", { name: broken.hostname, exact: true }).click();
  await page.getByRole("heading", { name: broken.hostname }).waitFor();
  await page.getByRole("list", { name: "Evidence" }).first().waitFor();
  await page.getByRole("button", { name: "Copy the commands" }).first().click();
  // the word "Copied" stands for a moment only
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard, { timeout: 10_000 }).toBe(await firstFix(broken.hostname));

  const pf = await resizablePf("free");
  const doubled = 2 * pf.numVfs;
  await page.goto(`/nodes/${pf.hostname}?pf=${pf.address}`);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const vfRows = page.getByRole("region", { name: "Virtual functions" }).getByRole("row");
  await expect.poll(() => vfRows.count(), { timeout: 20_000 }).toBe(pf.numVfs + 1);
  await page.getByRole("button", { name: "Resize VFs" }).click();
  const dialog = page.getByRole("dialog", { name: "Resize VFs" });
  await dialog.getByLabel("VFs after the change").fill(String(doubled));
  await dialog.getByLabel("Reason").fill("a second team moves in");
  await dialog.getByText("destroyed and re-created").waitFor();
  await expectAccessible(page, "resize dialog");
  await dialog.getByLabel(`Type ${pf.hostname} to confirm`).fill(pf.hostname);
  await dialog.getByRole("button", { name: `Resize to ${doubled} VFs` }).click();
  await dialog.getByRole("status").getByText("Succeeded").waitFor({ timeout: 90_000 });
  await expectAccessible(page, "resize dialog, it is over");
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await expect.poll(() => vfRows.count(), { timeout: 20_000 }).toBe(doubled + 1);
  await page.getByRole("tab", { name: "History" }).click();
  const entry = page.getByRole("listitem").filter({ hasText: "by operator" });
  await entry.filter({ hasText: "a second team moves in" }).first().waitFor();
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});
