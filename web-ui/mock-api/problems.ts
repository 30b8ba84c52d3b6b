import { HttpResponse } from "msw";
import type { components } from "../src/api/schema";

type Problem = components["schemas"]["Problem"];

/** An answer that is no answer: thrown by what looks for the trouble, sent by the handler. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(status: number, type: string, title: string, detail: string, members: Partial<Problem> = {}) {
    super(detail);
    this.problem = { type: `/problems/${type}`, title, status, detail, ...members };
  }

  response() {
    return HttpResponse.json(this.problem, {
      status: this.problem.status,
      headers: { "Content-Type": "application/problem+json" },
    });
  }
}

export function notFound(kind: string, value: string): Refusal {
  return new Refusal(404, "not-found", "There is no such thing", `There is no ${kind} '${value}'`, { value });
}

export function invalid(field: string, value: unknown, expected: string): Refusal {
  const detail = `${field} must be ${expected}`;
  return new Refusal(400, "invalid-value", "A value cannot be accepted", detail, { field, value, expected });
}

export function impossible(field: string, value: unknown, detail: string, limit?: number): Refusal {
  const type = limit === undefined ? "unprocessable" : "over-the-limit";
  return new Refusal(422, type, "Known to be impossible", detail, { field, value, limit });
}

export function conflict(type: string, title: string, detail: string, members: Partial<Problem>): Refusal {
  return new Refusal(409, type, title, detail, members);
}
