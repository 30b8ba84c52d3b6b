import { expect, test } from "vitest";
import type { Symptoms } from "../../api/types";
import { checkWords, findingGroups, inOrder } from "./finding-groups";

type Row = Symptoms["items"][number];

function row(id: string, nodes: number, critical = 0): Row {
  return {
    id,
    title: id,
    findings: nodes,
    nodes,
    severities: { critical, warning: nodes - critical, info: 0, muted: 0 },
    links: ["rdma", "vfs"],
    lastDay: [],
    causes: [],
    checks: [],
  };
}

const symptoms: Symptoms = {
  items: [row("many-warnings", 30), row("one-break", 1, 1), row("nothing", 0)],
  withoutSymptom: [{ ...row("", 2, 2), check: "vf-count-differs" }],
};

test("whatBreaksStandsBeforeWhatWarnsAndNothingIsLeftOut", () => {
  expect(findingGroups(symptoms).map((group) => group.title)).toEqual([
    "VF count differs",
    "one-break",
    "many-warnings",
  ]);
});

test("linksStandInTheChainsOrderWithTheirNumbers", () => {
  expect(findingGroups(symptoms)[0]?.links.map((link) => link.number)).toEqual([4, 5]);
});

test("aCountAndItsListHaveOneFilter", () => {
  expect(findingGroups(symptoms).map((group) => group.filter)).toEqual([
    "status==ONLINE;check==vf-count-differs",
    "status==ONLINE;symptom==one-break",
    "status==ONLINE;symptom==many-warnings",
  ]);
});

test("hintsCountNoNodeAndStandBesideTheOthers", () => {
  const hinted = { ...row("hinted", 0), severities: { critical: 0, warning: 0, info: 7, muted: 0 } };
  const cause = { check: "known-bad-combination", findings: 0, nodes: 0, hints: 7 };
  const groups = findingGroups({ items: [{ ...hinted, causes: [cause] }], withoutSymptom: [] });
  expect(groups.map(({ nodes, hints, checks }) => ({ nodes, hints, checks }))).toEqual([
    { nodes: 0, hints: 7, checks: [] },
  ]);
});

test("theOrderThatIsHeldStaysAndNewOnesComeLast", () => {
  const groups = findingGroups(symptoms);
  expect(
    inOrder(groups, ["symptom many-warnings", "check vf-count-differs"]).map((group) => group.key),
  ).toEqual(["symptom many-warnings", "check vf-count-differs", "symptom one-break"]);
});

test("aCheckIsReadAsWords", () => {
  expect(checkWords("iommu-off-in-firmware")).toBe("IOMMU off in firmware");
});
