import { expect, test } from "vitest";
import { draftOf, ENDINGS, targetOf } from "./draft";
import type { Target } from "./queries";

const target: Target = {
  id: "0",
  name: "on-call",
  url: "https://hooks.example/x",
  form: "slack",
  enabled: false,
  version: 3,
  updatedBy: "ann",
  updatedAt: "2026-11-24T12:00:00Z",
  rules: {
    findings: { severities: ["critical"], symptoms: ["vf-not-isolated"] },
    operations: {},
    silentNodes: false,
    groupSeconds: 5,
    nodes: "site==fra",
    remindMinutes: 60,
    quietHours: { from: "22:00:00", to: "07:00:00", zone: "Europe/Berlin" },
  },
};

test("whatIsNotTouchedStaysAsItWas", () => {
  expect(targetOf(draftOf(target))).toEqual({
    name: "on-call",
    url: "https://hooks.example/x",
    form: "slack",
    enabled: false,
    rules: {
      findings: { severities: ["critical"], symptoms: ["vf-not-isolated"] },
      // an empty list means all
      operations: { results: ENDINGS },
      silentNodes: false,
      nodes: "site==fra",
      groupSeconds: 5,
      remindMinutes: 60,
      quietHours: { from: "22:00", to: "07:00", zone: "Europe/Berlin" },
    },
  });
});

test("nothingChosenMeansNoneAndAQuietTimeNeedsBothEnds", () => {
  const rules = targetOf({ ...draftOf(target), severities: [], results: [], to: "", remind: " " }).rules;
  expect(rules.findings).toBeUndefined();
  expect(rules.operations).toBeUndefined();
  expect(rules.quietHours).toBeUndefined();
  expect(rules.remindMinutes).toBeUndefined();
});
