// Refreshes docs/screenshots from a server with the demo fleet of a fresh `./vfleet up`.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { nodes, resizablePf } from "./fleet";
import { setUp, tearDown } from "./stage";
import { tab } from "./tab";

const FOLDER = fileURLToPath(new URL("../../docs/screenshots", import.meta.url));
const ALL_TOGETHER = 2_000_000;

beforeAll(() => setUp(200));
afterAll(tearDown);

async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const path = `${FOLDER}/${name}-${colorScheme}.png`;
    await page.screenshot({ path });
    execFileSync("pngquant", ["--force", "--speed", "1", "--skip-if-larger", "--ext", ".png", "128", path]);
  }
}

/** Broken while some of its VFs are used, so that both can be seen; at its VFs if there is such a one. */
async function aTellingNode() {
  const broken = await nodes("status==ONLINE;verdict.state==BROKEN;vfs.active=gt=0");
  const [best] = broken.toSorted((a, b) => worth(b) - worth(a));
  if (!best) throw new Error("the demo fleet has no broken node");
  return best;
}

function worth({ vfs, verdict }: Awaited<ReturnType<typeof nodes>>[number]): number {
  return 2 * Number(vfs.inUse > 0) + Number(verdict?.link === "vfs");
}

it("pictures of the pages", { timeout: 300_000 }, async () => {
  mkdirSync(FOLDER, { recursive: true });
  const { page } = await tab("operator");
  const settled = () => page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  const broken = await aTellingNode();
  const free = await resizablePf("free");

  await page.goto("/");
  await page.getByRole("application").first().waitFor();
  await shoot(page, "fleet");

  await page.goto("/nodes?filter=verdict.state%3Din%3D(BROKEN%2CWARN%2CUNKNOWN)");
  await page.getByRole("row").nth(5).waitFor();
  await shoot(page, "nodes");

  await page.goto(`/nodes/${broken.hostname}`);
  await page.getByRole("list", { name: "Evidence" }).first().waitFor();
  await settled();
  await shoot(page, "node");

  await page.goto(`/nodes/${free.hostname}?pf=${free.address}`);
  await page.getByRole("button", { name: "Resize VFs" }).click();
  const dialog = page.getByRole("dialog", { name: "Resize VFs" });
  const doubled = 2 * free.numVfs;
  await dialog.getByLabel("VFs after the change").fill(String(doubled));
  await dialog.getByLabel("Reason").fill("more pods per node");
  await dialog.getByLabel(`Type ${free.hostname} to confirm`).fill(free.hostname);
  await shoot(page, "resize");

  await dialog.getByRole("button", { name: `Resize to ${doubled} VFs` }).click();
  await dialog.getByRole("status").getByText("Succeeded").waitFor({ timeout: 90_000 });
  await page.goto("/operations");
  await page.getByRole("row").nth(1).waitFor();
  await shoot(page, "operations");

  const sizes = readdirSync(FOLDER).map((file) => statSync(`${FOLDER}/${file}`).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(ALL_TOGETHER);
});
