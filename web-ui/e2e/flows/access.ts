import { expect, it } from "vitest";
import { expectAccessible } from "../accessibility";
import { PASSWORD, theDemo } from "../stage";
import { tab } from "../tab";

it("aDeepLinkSurvivesTheLoginAndALogoutEndsIt", async () => {
  const own = await tab();
  const { page } = own;
  await page.goto("/nodes?filter=verdict.state%3D%3DBROKEN");
  await page.getByRole("heading", { name: "Log in to vfleet" }).waitFor();
  await expectAccessible(page, "login");
  await page.getByLabel("Name").fill("operator");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("heading", { name: "Nodes" }).waitFor();
  expect(new URL(page.url()).searchParams.get("filter")).toBe("verdict.state==BROKEN");
  await page.getByRole("button", { name: "the account of operator" }).click();
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("heading", { name: "Log in to vfleet" }).waitFor();
  own.expect(/^answer: GET \/api\/v1\/nodes 401$/);
  expect(await page.evaluate(async () => (await fetch("/api/v1/nodes")).status)).toBe(401);
});

it("aWrongPasswordIsSaidSo", async () => {
  const own = await tab();
  own.expect(/^answer: POST \/api\/v1\/session 401$/);
  const { page } = own;
  await page.goto("/login");
  await page.getByLabel("Name").fill("operator");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("alert").filter({ hasText: "do not match" }).waitFor();
  await expectAccessible(page, "login, refused");
});

it("aCookieAloneChangesNothing", async () => {
  const { context } = await tab("operator");
  const data = { kind: "RECHECK", node: "any", reason: "forged" };
  const headers = { "Idempotency-Key": "forged" };
  const response = await context.request.post("/api/v1/operations", { data, headers });
  expect(response.status()).toBe(403);
  expect(await response.json()).toMatchObject({ status: 403 });
});

it("onlyPagesAnswerAnyPath", async () => {
  const accept = { headers: { Accept: "text/html" } };
  const ask = (path: string) => fetch(theDemo().url + path, accept);
  const deep = await ask("/nodes/fra1-r01-n01");
  expect(deep.status).toBe(200);
  expect(deep.headers.get("Content-Security-Policy")).toMatch(/script-src 'self' 'nonce-[^']+'/);
  expect((await ask("/assets/missing.js")).status).toBe(404);
  expect((await ask("/api/v1/missing")).status).not.toBe(200);
});
