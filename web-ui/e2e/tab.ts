import { fileURLToPath } from "node:url";
import type { BrowserContext, BrowserContextOptions, Page, Response } from "playwright-core";
import { PASSWORD, type Role, theBrowser, theDemo } from "./stage";

const REPORTS = fileURLToPath(new URL("../target/browser-reports", import.meta.url));

/** A tab that notes all that goes wrong in it. */
export class Tab {
  /** What went wrong, in words. */
  readonly troubles: string[] = [];
  private readonly expected: RegExp[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on("console", (message) => {
      const text = message.text();
      // what was answered with an error is noted as a response
      if (message.type() !== "error" || text.startsWith("Failed to load resource")) return;
      this.note(`console: ${text}`);
    });
    page.on("pageerror", (error) => this.note(`error: ${error.message}`));
    page.on("response", (response) => this.judge(response));
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      // the page that asked was left, or the query was not wanted any more
      if (why !== "net::ERR_ABORTED") this.note(`request: ${request.method()} ${request.url()} ${why}`);
    });
  }

  static async open(options: BrowserContextOptions = {}): Promise<Tab> {
    const context = await theBrowser().newContext({
      baseURL: theDemo().url,
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
      ...options,
    });
    context.setDefaultTimeout(20_000);
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
        // oxlint-disable-next-line no-console
        console.error(`Content-Security-Policy: ${violatedDirective} ${blockedURI}`),
      );
    });
    return new Tab(context, await context.newPage());
  }

  /** Trouble of this kind belongs to the flow. */
  expect(trouble: RegExp): void {
    this.expected.push(trouble);
  }

  private judge(response: Response): void {
    if (response.status() < 400) return;
    const { pathname } = new URL(response.url());
    this.note(`answer: ${response.request().method()} ${pathname} ${response.status()}`);
  }

  private note(trouble: string): void {
    if (!this.expected.some((pattern) => pattern.test(trouble))) this.troubles.push(trouble);
  }

  /** Logs in as the login page does, without it. */
  async be(name: Role | "admin"): Promise<void> {
    const password = name === "admin" ? theDemo().adminPassword : PASSWORD;
    const response = await this.context.request.post("/api/v1/session", { data: { name, password } });
    if (!response.ok()) throw new Error(`${name} cannot log in: ${response.status()}`);
  }
}

const open: Tab[] = [];

/** A fresh tab with somebody logged in; nobody is when no name is given. */
export async function tab(name?: Role | "admin", options?: BrowserContextOptions): Promise<Tab> {
  const opened = await Tab.open(options);
  open.push(opened);
  if (name) await opened.be(name);
  return opened;
}

/** Closes all tabs of a flow; a failed one leaves a picture. */
export async function closeTabs(failed: boolean, name: string): Promise<string[]> {
  const troubles: string[] = [];
  for (const { context, page, troubles: own } of open.splice(0)) {
    if (failed || own.length > 0) await page.screenshot({ path: `${REPORTS}/${name}.png` });
    troubles.push(...own);
    await context.close();
  }
  return troubles;
}
