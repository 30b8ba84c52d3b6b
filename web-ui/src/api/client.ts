import createClient, { type Middleware } from "openapi-fetch";
import { ApiError, type Problem } from "./errors";
import { observeServerDate } from "./server-clock";
import type { paths } from "./schema";

/** Changes made with the session's cookie prove that they come from our own pages. */
const ours: Middleware = {
  onRequest({ request }) {
    const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1];
    if (token) request.headers.set("X-XSRF-TOKEN", decodeURIComponent(token));
    request.headers.set("X-Requested-With", "vfleet");
    return request;
  },
  onResponse({ response }) {
    observeServerDate(response.headers.get("Date"));
  },
};

export const api = createClient<paths>({
  baseUrl: "/",
  headers: { Accept: "application/json, application/problem+json" },
});
api.use(ours);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's body, or an ApiError with what the server said was wrong. */
export async function body<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw new ApiError({ status: 0, title: "The server cannot be reached" }, cause);
  });
  if (!response.ok)
    throw new ApiError({
      status: response.status,
      title: response.statusText,
      ...(error as Partial<Problem>),
    });
  return data as T;
}
