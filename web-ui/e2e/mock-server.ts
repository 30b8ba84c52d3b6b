import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { getResponse } from "msw";
import type { MockFleet } from "../mock-api/fleet";
import { handlers } from "../mock-api/handlers";

const BUILT = fileURLToPath(new URL("../target/classes/META-INF/resources", import.meta.url));
const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The built pages on a mock fleet that lives here: what the browser computes is the pages' work alone. */
export async function serve(fleet: MockFleet, loggedIn?: string): Promise<{ url: string; server: Server }> {
  const origin = "http://mock.test";
  const routes = handlers(fleet, loggedIn, origin);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    if (!url.pathname.startsWith("/api/")) return file(url.pathname, response);
    const told = await getResponse(routes, await asked(url, request));
    response.writeHead(told?.status ?? 404, Object.fromEntries(told?.headers ?? []));
    if (!told?.body) return void response.end();
    for await (const chunk of told.body) response.write(chunk);
    response.end();
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`, server };
}

async function asked(url: URL, request: IncomingMessage): Promise<Request> {
  const { method = "GET", headers } = request;
  const told = { method, headers: headers as Record<string, string> };
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new Request(url, method === "GET" ? told : { ...told, body: Buffer.concat(parts) });
}

async function file(path: string, response: ServerResponse): Promise<void> {
  const type = TYPES[extname(path)];
  response.writeHead(200, { "Content-Type": type ?? "text/html" });
  response.end(await readFile(type ? BUILT + path : `${BUILT}/index.html`));
}
