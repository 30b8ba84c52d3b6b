import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { anatomyOf } from "../anatomy/model";
import { nodeOf, operationOf, pfOf, vfsOf } from "../samples";
import { ResizeForm } from "./ResizeForm";

interface Asked {
  key: string | null;
  body: unknown;
}

type User = ReturnType<typeof userEvent.setup>;

const asked: Asked[] = [];
const answers: (() => Response)[] = [];
const server = setupServer(
  http.post("*/api/v1/operations", async ({ request }) => {
    asked.push({ key: request.headers.get("Idempotency-Key"), body: await request.json() });
    return answers.shift()?.() ?? HttpResponse.json(operationOf({ state: "QUEUED" }), { status: 202 });
  }),
);

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
beforeEach(() => {
  asked.length = 0;
  answers.length = 0;
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function shown() {
  const pf = pfOf();
  const model = anatomyOf({
    pf,
    vfs: vfsOf(4, () => ({ inUse: false })),
    functions: [pf],
    links: [],
  });
  const onAsked = vi.fn<(id: string) => void>();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ResizeForm
        node={nodeOf()}
        situation={{ model, links: [], past: [] }}
        onAsked={onAsked}
        onClose={() => undefined}
      />
    </QueryClientProvider>,
  );
  return { user: userEvent.setup({ delay: null }), onAsked };
}

const count = () => screen.getByLabelText("VFs after the change");
const submit = () => screen.getByRole("button", { name: /^Resize to/ });

async function fill(user: User, field: HTMLElement, text: string) {
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
}

async function filled(user: User, vfs: string) {
  await fill(user, count(), vfs);
  await fill(user, screen.getByLabelText("Reason"), "more pods");
  await fill(user, screen.getByLabelText(/^Type fra1-r07-n06 to confirm/), "fra1-r07-n06");
}

test("nothingIsAskedBeforeReasonAndNameAreTyped", async () => {
  const { user, onAsked } = shown();
  await fill(user, count(), "8");
  await user.click(submit());
  expect(screen.getByText("A reason is needed.")).toBeTruthy();
  await fill(user, screen.getByLabelText("Reason"), "more pods");
  await user.click(submit());
  expect(screen.getByText(/^Type fra1-r07-n06 to confirm/)).toBeTruthy();
  expect(asked).toEqual([]);
  await filled(user, "8");
  await user.click(submit());
  await waitFor(() => expect(onAsked).toHaveBeenCalledWith(operationOf().id));
  expect(asked[0]?.body).toMatchObject({
    kind: "RESIZE_VFS",
    pf: "0000:81:00.0",
    numVfs: 8,
    expectedNumVfs: 4,
    reason: "more pods",
  });
});

const lost = () => HttpResponse.error();

test("aWishRepeatedAfterALostAnswerHasTheSameKeyAndAnotherWishItsOwn", async () => {
  const { user } = shown();
  answers.push(lost, lost);
  await filled(user, "8");
  await user.click(submit());
  await screen.findByText("The server cannot be reached");
  await user.click(submit());
  await waitFor(() => expect(asked).toHaveLength(2));
  await waitFor(() => expect(submit().getAttribute("aria-disabled")).toBe("false"));
  await filled(user, "6");
  await user.click(submit());
  await waitFor(() => expect(asked).toHaveLength(3));
  expect(asked[0]?.key).toBe(asked[1]?.key);
  expect(asked[2]?.key).not.toBe(asked[0]?.key);
});

test("aRefusalStandsAtTheFieldItNames", async () => {
  const { user } = shown();
  const problem = {
    type: "/problems/impossible",
    title: "The node cannot do this",
    status: 422,
    detail: "0000:81:00.0 allows 6 VFs at most, 8 are asked for",
    field: "numVfs",
  };
  answers.push(() => HttpResponse.json(problem, { status: 422 }));
  await filled(user, "8");
  await user.click(submit());
  await waitFor(() => expect(count().getAttribute("aria-invalid")).toBe("true"));
  const described = count().getAttribute("aria-describedby")?.split(" ") ?? [];
  const words = described.map((id) => document.getElementById(id)?.textContent);
  expect(words).toContain(problem.detail);
});
