/** RFC 9457, with the members our server adds. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  field?: string;
  value?: unknown;
  expected?: unknown;
  [member: string]: unknown;
}

export class ApiError extends Error {
  constructor(
    readonly problem: Problem,
    cause?: unknown,
  ) {
    super(problem.detail ?? problem.title, { cause });
    this.name = "ApiError";
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Nobody is logged in, or the session is over. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
