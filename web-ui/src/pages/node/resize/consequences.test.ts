import { describe, expect, test } from "vitest";
import type { Operation, PhysicalFunction, VirtualFunction } from "../../../api/types";
import { anatomyOf } from "../anatomy/model";
import { findingOf, operationOf, pfOf, podHolder, vfsOf } from "../samples";
import { agentSteps, forecast, presets, type Situation } from "./consequences";
import { wantedBy } from "./wanted";

function situation(pf: PhysicalFunction, vfs: VirtualFunction[], past: Operation[] = []): Situation {
  return { model: anatomyOf({ pf, vfs, functions: [pf], links: [] }), links: [], past };
}

const free = () => ({ inUse: false });

function consequences(target: number, of: Situation) {
  const outlook = forecast(target, of);
  if (outlook.kind !== "does") throw new Error(`${target} is ${outlook.kind}`);
  return outlook;
}

test("moreThanTheDeviceAllowsIsRefusedWithWhatItAllows", () => {
  const outlook = forecast(32, situation(pfOf(), vfsOf(4)));
  expect(outlook).toMatchObject({ kind: "refused", instead: 16 });
  expect(outlook.kind === "refused" && outlook.title).toContain("ERANGE");
});

test("theCountThereIsChangesNothing", () => {
  expect(forecast(4, situation(pfOf(), vfsOf(4))).kind).toBe("nothing");
});

test("everyHolderOfAVfThatDiesIsNamedAndTheNodeWillRefuse", () => {
  const vfs = vfsOf(4, (index) =>
    index < 2 ? { inUse: true, holders: [podHolder(`llm/train-${index}`)] } : free(),
  );
  const { consequences: all, destroys } = consequences(8, situation(pfOf(), vfs));
  expect(destroys).toBe(true);
  expect(all[0]?.title).toBe("All 4 VFs are destroyed and re-created");
  expect(all[1]?.title).toBe("2 VFs in use: the node will refuse");
  expect(all[1]?.text).toContain("VF 0 (pod llm/train-0), VF 1 (pod llm/train-1)");
});

test("unknownUseIsSaidWithTheVfs", () => {
  const vfs = vfsOf(4, (index) => (index === 3 ? free() : {}));
  const { consequences: all } = consequences(8, situation(pfOf(), vfs));
  expect(all.find((each) => each.tone === "unknown")?.text).toContain("VFs 0–2");
});

test("withoutVfsNothingIsDestroyed", () => {
  const { consequences: all, destroys } = consequences(8, situation(pfOf({ numVfs: 0 }), []));
  expect(destroys).toBe(false);
  expect(all.some((each) => each.title.includes("destroyed"))).toBe(false);
});

test("aCountThatCouldNotBeReadMayBeAny", () => {
  const { destroys } = consequences(8, situation(pfOf({ numVfs: undefined }), vfsOf(4, free)));
  expect(destroys).toBe(true);
});

test("againstTheWantedCountItSaysHowTheNodeWillBeJudged", () => {
  const of = situation(pfOf({ desiredVfs: 8 }), vfsOf(4, free));
  const title = (target: number) =>
    consequences(target, of).consequences.find((each) => each.title.includes("wanted"))?.text;
  expect(title(6)).toContain("broken at VFs");
  expect(title(12)).toContain("degraded at VFs");
  expect(title(8)).toBeUndefined();
});

function lasted(seconds: number, change: Partial<Operation> = {}): Operation {
  return operationOf({
    state: "SUCCEEDED",
    startedAt: "2026-01-31T12:00:00.000Z",
    endedAt: new Date(Date.parse("2026-01-31T12:00:00Z") + seconds * 1000).toISOString(),
    ...change,
  });
}

function durationAfter(operations: Operation[]) {
  const { consequences: all } = consequences(8, situation(pfOf(), vfsOf(4, free), operations));
  return all.find((each) => each.tone === "time")?.title;
}

describe("duration", () => {
  test("itIsTheMiddleOfWhatSucceededHere", () => {
    expect(durationAfter([lasted(2), lasted(90), lasted(4)])).toBe("About 4.0 s, by the last 3 resizes here");
  });

  test("failuresTellNothingOfIt", () => {
    expect(durationAfter([lasted(2, { state: "FAILED" })])).toBe("How long it takes is not known");
  });
});

test("aForecastIsWorstFirst", () => {
  const { consequences: all } = consequences(8, situation(pfOf({ desiredVfs: 4 }), vfsOf(4)));
  expect(all.map((each) => each.tone)).toEqual(["bad", "warn", "unknown", "good", "neutral", "time"]);
});

function writes(numVfs: number, target: number): string[] {
  const { model } = situation(pfOf({ numVfs }), []);
  return agentSteps(target, model).filter((step) => step.startsWith("write"));
}

test("theAgentGoesThroughZeroOnlyWhereThereAreVfs", () => {
  expect(writes(4, 8)).toHaveLength(2);
  expect(writes(0, 8)).toEqual(["write 8 to /sys/bus/pci/devices/0000:81:00.0/sriov_numvfs"]);
  expect(writes(4, 0)[0]).toContain("write 0");
  expect(writes(4, 0)).toHaveLength(1);
});

test("presetsAreEachNumberOnce", () => {
  expect(presets(situation(pfOf({ desiredVfs: 4 }), []).model)).toEqual([0, 4, 16]);
});

test.each([
  ["8", 8],
  ["32 to 64", 32],
  ["an even count", undefined],
])("what mends a count expected to be %s is %s", (expected, count) => {
  const path = "/sys/bus/pci/devices/0000:81:00.0/sriov_numvfs";
  expect(wantedBy(findingOf({ evidence: [{ path, value: "4", expected }] }))).toBe(count);
});
