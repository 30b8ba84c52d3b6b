import { expect, test } from "vitest";
import { allowed } from "./session";

test("aViewerIsToldWhoMayOperate", () => {
  expect(allowed({ name: "ada", role: "viewer", scopes: ["read"] }, "operate")).toEqual({
    allowed: false,
    reason: "You are viewer; this needs operator, approver or admin",
  });
});

test("anOperatorMayOperateAndNotApprove", () => {
  const session = { name: "ada", role: "operator" as const, scopes: ["read" as const, "operate" as const] };
  expect(allowed(session, "operate").allowed).toBe(true);
  expect(allowed(session, "approve").allowed).toBe(false);
});

test("adminMayAll", () => {
  expect(allowed({ name: "root", role: "admin", scopes: ["admin"] }, "approve").allowed).toBe(true);
});
