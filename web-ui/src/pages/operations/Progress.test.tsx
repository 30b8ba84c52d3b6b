import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { operationOf } from "../node/samples";
import { Progress } from "./Progress";
import { OPERATION_LOOKS } from "./states";
import { moments } from "./Timeline";
import { changeWords, countsWords, tookWords } from "./words";

test("everyStateHasAWordAndAShapeOfItsOwn", () => {
  const looks = Object.values(OPERATION_LOOKS);
  expect(new Set(looks.map((look) => look.word)).size).toBe(looks.length);
  expect(new Set(looks.map((look) => look.icon)).size).toBe(looks.length);
});

test("whatRefusedIsShownAndWhatPassedIsFolded", () => {
  const gates = [
    { id: "G1", verdict: "PASSED", detail: "no default route" },
    { id: "G7", verdict: "REFUSED", detail: "VF 0 is held by pod llm/train-0" },
    { id: "G8", verdict: "UNKNOWN", detail: "/etc/netplan: denied" },
  ] as const;
  render(<Progress operation={operationOf({ state: "REFUSED", gates: [...gates] })} />);
  const [loud] = screen.getAllByRole("list");
  expect(within(loud as HTMLElement).getAllByRole("listitem")).toHaveLength(2);
  expect(screen.getByText("VF 0 is held by pod llm/train-0")).toBeTruthy();
  expect(screen.getByText("1 of 3 passed")).toBeTruthy();
  expect(screen.getByText("no default route").closest("details")?.open).toBe(false);
});

test("aFailureTellsErrnoFileAndTheKernelsLines", () => {
  const error = {
    errno: "ENOSPC",
    path: "/sys/bus/pci/devices/0000:81:00.0/sriov_numvfs",
    value: "8",
    kernelLines: ["ice 0000:81:00.0: not enough interrupts"],
  };
  const explanation = "The card has too few interrupts for so many VFs.";
  render(<Progress operation={operationOf({ state: "FAILED", error, explanation })} />);
  expect(screen.getByText("ENOSPC")).toBeTruthy();
  expect(screen.getByText(error.path)).toBeTruthy();
  expect(screen.getByText("ice 0000:81:00.0: not enough interrupts")).toBeTruthy();
  expect(screen.getByText(explanation)).toBeTruthy();
});

test("theStateIsToldToWhoDoesNotSeeIt", () => {
  render(<Progress operation={operationOf({ state: "VERIFYING" })} />);
  expect(screen.getByRole("status").textContent).toContain("Verifying");
});

test("theTimelineKeepsItsOrderThoughTheNodesClockIsSlow", () => {
  const operation = operationOf({
    startedAt: "2026-01-31T12:00:02Z",
    steps: [
      { name: "gates", startedAt: "2026-01-31T11:59:58Z", tookMs: 40 },
      { name: "write 8", startedAt: "2026-01-31T11:59:59Z", tookMs: 900 },
    ],
  });
  expect(moments(operation).map((moment) => moment.what)).toEqual([
    "Asked by ada",
    "The agent began",
    "Asked every gate",
    "Wrote 8",
  ]);
});

test("countsAreWhatWasReadBackElseWhatIsWanted", () => {
  expect(countsWords(operationOf())).toBe("4 → 8");
  expect(countsWords(operationOf({ state: "PARTIAL", after: 6 }))).toBe("4 → 6");
  expect(countsWords(operationOf({ state: "REFUSED" }))).toBe("still 4, not 8");
  expect(countsWords(operationOf({ state: "SUCCEEDED", after: 8 }))).toBe("4 → 8");
  expect(countsWords(operationOf({ before: undefined, expectedNumVfs: undefined }))).toBe("? → 8");
  expect(countsWords(operationOf({ kind: "RECHECK" }))).toBeUndefined();
});

test("changeIsToldFieldByField", () => {
  const change = { vf: 3, settings: { vlan: 100, trust: true } };
  expect(changeWords(operationOf({ kind: "SET_VF", change }))).toBe("vf 3, vlan 100, trust true");
  expect(changeWords(operationOf())).toBeUndefined();
});

test.each([
  [240, "240 ms"],
  [3210, "3.2 s"],
  [125_000, "2 min 5 s"],
])("%i ms are %s", (ms, words) => {
  expect(tookWords(ms)).toBe(words);
});
