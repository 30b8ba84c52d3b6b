// What all flows share: one server, one browser, people of each role.
import { type Browser, chromium } from "playwright-core";
import createClient from "openapi-fetch";
import type { paths } from "../src/api/schema";
import { Demo } from "./demo";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const NODES = 60;

export const PASSWORD = "a long enough password";
export type Role = "viewer" | "operator";

let demo: Demo | undefined;
let browser: Browser | undefined;

function there<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`there is no ${what} yet`);
  return value;
}

export const theDemo = (): Demo => there(demo, "server");
export const theBrowser = (): Browser => there(browser, "browser");

/** The API with an admin's token: what the pages show is compared with it. */
export function api() {
  const { url, token } = theDemo();
  return createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${token}` } });
}

export async function setUp(nodes = NODES): Promise<void> {
  [demo, browser] = await Promise.all([Demo.start(nodes), launch()]);
  for (const role of ["viewer", "operator"] as const) {
    const { response } = await api().POST("/api/v1/users", {
      body: { name: role, password: PASSWORD, role },
    });
    // there already where the server was
    if (!response.ok && response.status !== 409)
      throw new Error(`no account for ${role}: ${response.status}`);
  }
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

export async function tearDown(): Promise<void> {
  await browser?.close();
  await demo?.stop();
}
