import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));
const STARTS_WITHIN_MS = 400_000;

/** The packaged server with its demo fleet, as `./vfleet up` starts it, on a free port and data of its own. */
export class Demo {
  private launcher: ChildProcess | undefined;
  private said = "";

  private constructor(
    private readonly nodes: number,
    private readonly port: number,
    readonly data: string,
  ) {}

  /** `VFLEET_URL` and `VFLEET_DATA` name one that runs already, which is left alone. */
  static async start(nodes: number): Promise<Demo> {
    const { VFLEET_URL: url, VFLEET_DATA: kept } = process.env;
    if (url && kept) return new Demo(nodes, Number(new URL(url).port), kept);
    const data = mkdtempSync(`${tmpdir()}/vfleet-browser-`);
    // PostgreSQL runs as another user and walks through it
    chmodSync(data, 0o711);
    const demo = new Demo(nodes, await freePort(), data);
    try {
      await demo.start();
    } catch (error) {
      await demo.stop();
      throw error;
    }
    return demo;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get token(): string {
    return this.kept("token");
  }

  get adminPassword(): string {
    return this.kept("admin-password");
  }

  /** The hosts on which not every change goes well, as the demo fleet says itself. */
  troubledHosts(): Set<string> {
    const list = /not all changes go well here: (.*)/.exec(this.kept("logs/fleet.log"))?.[1] ?? "";
    return new Set(list.split(", ").map((each) => each.split(" ")[0] ?? ""));
  }

  private kept(file: string): string {
    return readFileSync(`${this.data}/${file}`, "utf8").trim();
  }

  /** Comes back when all nodes are online. */
  async start(): Promise<void> {
    const options = ["--nodes", `${this.nodes}`, "--port", `${this.port}`, "--data", this.data];
    const launcher = spawn("./vfleet", ["up", ...options], {
      cwd: CHECKOUT,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.launcher = launcher;
    this.said = "";
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(this.failed("does not come up")), STARTS_WITHIN_MS);
      const hear = (chunk: Buffer) => {
        this.said += chunk.toString();
        if (this.said.includes("vfleet is up")) resolve();
      };
      launcher.stdout.on("data", hear);
      launcher.stderr.on("data", hear);
      launcher.once("exit", () => reject(this.failed("ended by itself")));
      launcher.once("exit", () => clearTimeout(late));
    });
  }

  private failed(how: string): Error {
    return new Error(`./vfleet up ${how}:\n${this.said.split("\n").slice(-80).join("\n")}`);
  }

  /** Kills the server as no signal handler can see it; the launcher then ends as well. */
  async killServer(): Promise<void> {
    const server = this.children().find((pid) => commandOf(pid).includes("vfleet-server"));
    if (!server) throw new Error("the launcher has no server");
    const gone = this.ended();
    process.kill(server, "SIGKILL");
    await gone;
  }

  private children(): number[] {
    const pid = this.launcher?.pid;
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
  }

  private ended(): Promise<void> {
    const { launcher } = this;
    if (!launcher || launcher.exitCode !== null || launcher.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => launcher.once("exit", () => resolve()));
  }

  /** Whether it may be taken away. */
  get isOwn(): boolean {
    return this.launcher !== undefined;
  }

  async stop(): Promise<void> {
    if (!this.isOwn) return;
    const gone = this.ended();
    this.launcher?.kill("SIGTERM");
    await gone;
    rmSync(this.data, { recursive: true, force: true });
  }
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8");
}

function freePort(): Promise<number> {
  const wanted = process.env.VFLEET_BROWSER_PORT;
  if (wanted) return Promise.resolve(Number(wanted));
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
