import { QueryClient } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useHeldChanges } from "./held-changes";
import { keepFresh } from "./live";

/** The browser's stream, fed by hand. */
class FedStream extends EventTarget {
  static readonly CLOSED = 2;
  static latest: FedStream;
  readyState = 1;

  constructor() {
    super();
    FedStream.latest = this;
  }

  close() {
    this.readyState = FedStream.CLOSED;
  }
}

let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FedStream);
  vi.stubGlobal("BroadcastChannel", undefined);
  stop = keepFresh(new QueryClient());
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function hear(hint: object) {
  FedStream.latest.dispatchEvent(new MessageEvent("change", { data: JSON.stringify(hint) }));
  act(() => {
    vi.runOnlyPendingTimers();
  });
}

function List({ isHeld = false, onApply }: { isHeld?: boolean; onApply: () => void }) {
  const { waiting, release, area } = useHeldChanges(isHeld, onApply);
  return (
    <div data-testid="list" {...area}>
      {waiting ? `${waiting.nodes.size} wait` : "nothing waits"}
      <button type="button" onClick={release}>
        Update
      </button>
    </div>
  );
}

function shown(isHeld = false) {
  const onApply = vi.fn<() => void>();
  render(<List isHeld={isHeld} onApply={onApply} />);
  return { list: screen.getByTestId("list"), onApply };
}

test("aChangeIsAppliedAtOnceWhileNobodyPoints", () => {
  const { list, onApply } = shown();
  hear({ kind: "node", nodes: ["a"] });
  expect(onApply).toHaveBeenCalledOnce();
  expect(list.textContent).toContain("nothing waits");
});

test("nothingMovesUnderThePointerUntilItLeaves", () => {
  const { list, onApply } = shown();
  fireEvent.pointerEnter(list);
  hear({ kind: "node", nodes: ["a", "b"] });
  hear({ kind: "finding", nodes: ["b"] });
  expect(onApply).not.toHaveBeenCalled();
  expect(list.textContent).toContain("2 wait");
  fireEvent.pointerLeave(list);
  expect(onApply).toHaveBeenCalledOnce();
  expect(list.textContent).toContain("nothing waits");
});

test("aSelectionHoldsTheListUntilSomebodySaysSo", () => {
  const { list, onApply } = shown(true);
  hear({ kind: "node", nodes: ["a"] });
  fireEvent.pointerEnter(list);
  fireEvent.pointerLeave(list);
  expect(onApply).not.toHaveBeenCalled();
  fireEvent.click(screen.getByText("Update"));
  expect(onApply).toHaveBeenCalledOnce();
});

test("anOperationIsNoChangeOfTheList", () => {
  const { onApply } = shown();
  hear({ kind: "operation", nodes: ["a"] });
  expect(onApply).not.toHaveBeenCalled();
});
