// What the pages cost the browser, in CPU time of its main thread. Prints and never fails: a loaded machine says little.
import type { Server } from "node:http";
import type { CDPSession, Page } from "playwright-core";
import { afterAll, it } from "vitest";
import { MockFleet } from "../mock-api/fleet";
import { serve } from "./mock-server";
import { launch } from "./stage";

const JUMP = 700;
const JUMPS = 40;
const REDRAWS = 10;
const CHROME = 120;
const servers: Server[] = [];

afterAll(() => {
  for (const server of servers) server.closeAllConnections();
});

async function open(nodes: number, path: string): Promise<Page> {
  const { url, server } = await serve(new MockFleet({ nodes }), "viewer");
  servers.push(server);
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  await page.goto(url + path);
  return page;
}

async function cpu(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
}

function middle(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function report(what: string, values: number[], goal: number): void {
  const most = Math.max(...values);
  console.log(
    `${what}: median ${middle(values).toFixed(1)} ms, most ${most.toFixed(1)} ms (goal ${goal} ms)`,
  );
}

const frames = (page: Page) =>
  page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );

it("10,000 rows", { timeout: 180_000 }, async () => {
  const page = await open(10_000, "/nodes");
  await page.getByRole("row").nth(20).waitFor();
  const scroller = page.locator("table").first().locator("xpath=..");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const costs: number[] = [];
  for (let jump = 0; jump < JUMPS; jump++) {
    const before = await cpu(session);
    await scroller.evaluate((element, by) => element.scrollBy({ top: by }), JUMP);
    await frames(page);
    costs.push((await cpu(session)) - before);
  }
  report("nodes table, a jump of 700 px, all rows new", costs, 60);
  await page.context().browser()?.close();
});

it("a map of 2,000 nodes", { timeout: 180_000 }, async () => {
  const page = await open(2000, "/");
  await page.getByRole("application").first().waitFor();
  const costs: number[] = [];
  for (let redraw = 0; redraw < REDRAWS; redraw++) {
    await page.evaluate(() => performance.clearMeasures("map"));
    // the map is drawn anew for another width
    await page.setViewportSize({ width: 1440 - CHROME * ((redraw % 2) + 1), height: 900 });
    await page.waitForFunction(() => performance.getEntriesByName("map").length > 0);
    await frames(page);
    const drawn = await page.evaluate(() =>
      performance.getEntriesByName("map").map(({ duration }) => duration),
    );
    costs.push(drawn.reduce((sum, each) => sum + each, 0));
  }
  report("node map of 2,000 nodes, drawn", costs, 50);
  await page.context().browser()?.close();
});
