// Who is logged in. As on the server, a cookie holds it; nobody but the mock API reads this one. The names are the
// roles, the password is anything but "wrong".
import { Refusal } from "./problems";
import type { Session } from "../src/api/types";

const SCOPES: Record<string, Session["scopes"]> = {
  viewer: ["read"],
  operator: ["read", "operate"],
  approver: ["read", "operate", "approve"],
  admin: ["read", "operate", "approve", "metrics", "admin"],
};
const KEPT = "vfleet.mock.session";

function unauthenticated(detail: string): Refusal {
  return new Refusal(401, "unauthenticated", "Credentials are missing or not accepted", detail);
}

export class Sessions {
  #name: string | undefined;

  constructor(name?: string) {
    this.#name = name ?? globalThis.sessionStorage?.getItem(KEPT) ?? undefined;
  }

  begin(name: string, password: string): Session {
    if (password === "wrong" || !SCOPES[name]) throw unauthenticated("Name or password is wrong");
    this.#name = name;
    globalThis.sessionStorage?.setItem(KEPT, name);
    return this.current();
  }

  end(): void {
    this.#name = undefined;
    globalThis.sessionStorage?.removeItem(KEPT);
  }

  isBegun(): boolean {
    return this.#name !== undefined;
  }

  current(): Session {
    const name = this.#name;
    if (!name) throw unauthenticated("Log in first");
    return { name, role: name as Session["role"], scopes: SCOPES[name] ?? [] };
  }

  /** @returns who it is, where they may do it */
  require(scope: Session["scopes"][number]): string {
    const { name, scopes } = this.current();
    if (scopes.includes(scope)) return name;
    const detail = `This needs one of the scopes [${scope}]`;
    throw new Refusal(403, "forbidden", "These credentials do not allow this", detail, { expected: [scope] });
  }
}
