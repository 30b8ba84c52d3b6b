import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectAccessible } from "../accessibility";
import { chain, mendableNode, nodes } from "../fleet";
import { theDemo } from "../stage";
import { tab } from "../tab";

/** The page does not scroll sideways. */
async function expectNothingBesideIt(page: Page) {
  const [width = 0, inside] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    window.innerWidth,
  ]);
  expect(width, page.url()).toBeLessThanOrEqual(inside ?? 0);
}

async function aBrokenNode() {
  const [node] = await nodes("status==ONLINE;verdict.state==BROKEN");
  if (!node) throw new Error("the demo fleet has no broken node");
  return node;
}

it("theKeyboardAloneFindsANode", async () => {
  const { page } = await tab("viewer");
  const { hostname } = await aBrokenNode();
  await page.goto("/");
  await page.getByRole("heading", { name: "Fleet", exact: true }).waitFor();
  await page.keyboard.press("/");
  await page.getByRole("combobox", { name: "Search" }).waitFor();
  await page.keyboard.type(hostname);
  await page.getByRole("option", { name: hostname }).first().waitFor();
  await expectAccessible(page, "search");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: hostname }).waitFor();
});

it("aFilterSurvivesAReloadAndCanBeTakenBack", async () => {
  const { page } = await tab("viewer");
  const filter = "verdict.state==BROKEN";
  const broken = await nodes(filter);
  await page.goto(`/nodes?filter=${encodeURIComponent(filter)}`);
  for (const round of ["first", "after a reload"]) {
    const names = page.getByRole("link", { name: /-r\d+-n\d+$/ });
    await expect
      .poll(() => names.allInnerTexts(), { message: round, timeout: 20_000 })
      .toHaveLength(broken.length);
    expect((await names.allInnerTexts()).toSorted()).toEqual(
      broken.map(({ hostname }) => hostname).toSorted(),
    );
    if (round === "first") await page.reload();
  }
  await page.getByRole("button", { name: `Remove the filter ${filter}` }).click();
  await page.waitForURL((url) => !url.searchParams.has("filter"));
});

it("colorsAndTimeZoneAreKept", async () => {
  const { page } = await tab("viewer", { timezoneId: "Asia/Kolkata" });
  await page.goto("/");
  await page.getByRole("button", { name: /^Colors/ }).click();
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /UTC$/ }).click();
  await page.reload();
  await page.getByRole("button", { name: "Colors: Dark" }).waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toContain("dark");
  const clock = await page.getByRole("button", { name: /local$/ }).innerText();
  const [hours = 0, minutes = 0] = clock.split(":").map((part) => parseInt(part, 10));
  const there = new Date(Date.now() + 5.5 * 3_600_000);
  const apart = Math.abs(hours * 60 + minutes - there.getUTCHours() * 60 - there.getUTCMinutes());
  expect(Math.min(apart, 1440 - apart)).toBeLessThan(3);
});

it("aPhoneReachesTheFix", async () => {
  const { page } = await tab("viewer", {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const { hostname } = await mendableNode();
  const { links, verdict } = await chain(hostname);
  const cause = links.find(({ link }) => link === verdict.link)?.findings[0]?.cause ?? "";
  await page.goto("/nodes?filter=verdict.state%3D%3DBROKEN");
  await page.getByRole("link", { name: hostname, exact: true }).click();
  await page.getByRole("heading", { name: hostname }).waitFor();
  await page.getByRole("article").getByText(cause).first().waitFor();
  await page.getByRole("button", { name: "Copy the commands" }).first().click();
  await expectNothingBesideIt(page);
  await expectAccessible(page, "a node on a phone");
});

it("everyPageIsAccessible", { timeout: 180_000 }, async () => {
  const { page } = await tab("operator");
  const { hostname } = await aBrokenNode();
  const pages = {
    "/": "Fleet",
    "/nodes": "Nodes",
    [`/nodes/${hostname}`]: hostname,
    "/operations": "Operations",
    "/notifications": "Notifications",
  };
  for (const [path, heading] of Object.entries(pages)) {
    await page.goto(path);
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    await expectAccessible(page, path);
    await expectNothingBesideIt(page);
  }
  for (const name of ["Findings", "Hugepages & NUMA", "History", "Raw report"]) {
    await page.goto(`/nodes/${hostname}`);
    await page.getByRole("tab", { name }).click();
    await page.getByRole("tabpanel").waitFor();
    await expectAccessible(page, `node, ${name}`);
  }
  await page.goto("/");
  await page.getByRole("heading", { name: "Fleet", level: 1 }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await expectAccessible(page, "help");
});

// the last one: it takes the server away
it("aKilledServerIsSaidAndItsReturnToo", { timeout: 420_000 }, async ({ skip }) => {
  skip(!theDemo().isOwn, "the server is not ours to kill");
  const own = await tab("operator");
  const { page } = own;
  await page.goto("/");
  await page.getByText("Live", { exact: false }).first().waitFor();
  // whatever was on its way ends in one of many errors
  own.expect(/^request: \S+ \S+ net::ERR_/);
  own.expect(/^answer: \w+ \S+ 50[0-9]$/);
  await theDemo().killServer();
  const banner = page.getByRole("status").filter({ hasText: "no live updates" });
  await banner.filter({ hasText: /ago/ }).waitFor();
  await expectAccessible(page, "the server is away");
  await theDemo().start();
  await banner.waitFor({ state: "detached", timeout: 60_000 });
});
