import { describe, expect, test } from "vitest";
import type { ChainLink, VirtualFunction } from "../../../api/types";
import { findingOf, linkOf, PF, pfOf, podHolder, vfAddress, vfOf, vfsOf } from "../samples";
import { anatomyOf } from "./model";

function modelOf(vfs: VirtualFunction[], links: ChainLink[] = [], pf = pfOf()) {
  return anatomyOf({ pf, vfs, functions: [pf], links });
}

function missingRdma(...indexes: number[]): ChainLink {
  const evidence = indexes.map((index) => ({
    path: `/sys/bus/pci/devices/${vfAddress(index)}/infiniband`,
    value: "absent",
    expected: "an RDMA device",
  }));
  const finding = findingOf({
    check: "rdma-device-missing",
    severity: "critical",
    subject: `pf ${PF}`,
    evidence,
  });
  return linkOf("rdma", { state: "BROKEN", findings: [finding] });
}

describe("groups", () => {
  test("aGroupOfItsOwnIsABoxWithoutFlaw", () => {
    const { groups, isolation } = modelOf(vfsOf(3));
    expect(groups.map(({ from, to, flaw }) => [from, to, flaw])).toEqual([
      [0, 0, undefined],
      [1, 1, undefined],
      [2, 2, undefined],
      [3, 3, undefined],
    ]);
    expect(isolation).toBe("one group per VF");
  });

  test("neighborsInOneGroupStandInOneFlawedBox", () => {
    const { groups } = modelOf(vfsOf(4, (index) => ({ iommuGroup: index < 3 ? 41 : 44 })));
    expect(groups).toContainEqual({ group: 41, from: 1, to: 3, flaw: "shared" });
    expect(groups).toContainEqual({ group: 44, from: 4, to: 4, flaw: undefined });
  });

  test("aGroupThatHoldsThePfTooIsOneBoxFromThePfOn", () => {
    const { groups } = modelOf(vfsOf(2, () => ({ iommuGroup: 40 })));
    expect(groups).toEqual([{ group: 40, from: 0, to: 2, flaw: "shared" }]);
  });

  test("aVfBesideAnotherPortsFunctionIsShared", () => {
    const other = { address: "0000:81:00.1", iommuGroup: 41 };
    const pf = pfOf();
    const { groups } = anatomyOf({ pf, vfs: [vfOf(0)], functions: [pf, other], links: [] });
    expect(groups[1]?.flaw).toBe("shared");
  });

  test("portsMayShareAGroupAsLongAsVfsDoNot", () => {
    const other = { address: "0000:81:00.1", iommuGroup: 40 };
    const pf = pfOf();
    const { groups } = anatomyOf({ pf, vfs: [vfOf(0)], functions: [pf, other], links: [] });
    expect(groups.map((box) => box.flaw)).toEqual([undefined, undefined]);
  });

  test("vfsWithoutAGroupAreOneBoxApartFromThePf", () => {
    const vfs = vfsOf(2, () => ({ iommuGroup: undefined }));
    const { groups, isolation } = modelOf(vfs, [], pfOf({ iommuGroup: undefined }));
    expect(groups.map(({ from, to, flaw }) => [from, to, flaw])).toEqual([
      [0, 0, "none"],
      [1, 2, "none"],
    ]);
    expect(isolation).toBe("no VF has a group");
  });
});

function broken(vfs: VirtualFunction[], links: ChainLink[]): string[] {
  const { columns } = modelOf(vfs, links);
  return columns.filter((column) => column.trouble).map((column) => column.label);
}

describe("troubles", () => {
  test("aFindingAboutAVfIsItsTroubleAlone", () => {
    const finding = findingOf({ subject: `vf ${vfAddress(2)}` });
    expect(broken(vfsOf(4), [linkOf("vfs", { findings: [finding] })])).toEqual(["VF 2"]);
  });

  test("aFindingAboutThePortTroublesTheVfsItsEvidenceNames", () => {
    const vfs = vfsOf(4, (index) => (index === 1 ? { rdmaDevice: undefined } : {}));
    const { columns } = modelOf(vfs, [missingRdma(1)]);
    expect(columns[1]?.trouble).toMatchObject({ link: "rdma", broken: true });
    expect(columns[1]?.rdma).toEqual({ kind: "missing" });
    expect(columns[0]?.trouble).toBeUndefined();
  });

  test("withMoreMissingThanEvidenceNamesTheLikeOfThemAreMissingToo", () => {
    const lacking = vfsOf(12, (index) => ({
      rdmaDevice: undefined,
      driver: index === 11 ? "vfio-pci" : "mlx5_core",
    }));
    const { columns } = modelOf(lacking, [missingRdma(0, 1, 2, 3, 4, 5, 6, 7)]);
    expect(columns[10]?.rdma.kind).toBe("missing");
    expect(columns[11]?.rdma).toEqual({ kind: "none", why: "vfio-pci" });
  });

  test("theWorstFindingCountsAndInfoIsNone", () => {
    const subject = `vf ${vfAddress(0)}`;
    const findings = [
      findingOf({ subject, severity: "info", cause: "odd" }),
      findingOf({ subject, severity: "warning", cause: "bad" }),
      findingOf({ subject, severity: "critical", cause: "worse" }),
    ];
    const { columns } = modelOf([vfOf(0)], [linkOf("vfs", { findings })]);
    expect(columns[0]?.trouble?.cause).toBe("worse");
    expect(broken([vfOf(0)], [linkOf("vfs", { findings: findings.slice(0, 1) })])).toEqual([]);
  });

  test("aConsequenceTroublesAtItsOwnLink", () => {
    const follows = findingOf({ subject: `vf ${vfAddress(0)}`, link: "rdma" });
    const cause = findingOf({ consequences: [follows] });
    const { columns } = modelOf([vfOf(0)], [linkOf("vfs", { findings: [cause] })]);
    expect(columns[0]?.trouble?.link).toBe("rdma");
  });
});

describe("use", () => {
  test("whatIsNotToldIsNotKnownAndNeverFree", () => {
    const [told, silent] = modelOf([vfOf(0, { inUse: false }), vfOf(1)]).columns;
    expect(told?.use.kind).toBe("free");
    expect(silent?.use.kind).toBe("unknown");
    expect(silent?.sentence).toContain("not known whether in use");
  });

  test("theHolderWhoIsNamedFirstIsShownAndOthersCounted", () => {
    const holders = [
      podHolder("evals/eval-b"),
      { kind: "uverbs", name: "ib_write_bw", detail: "pid 4711, /dev/infiniband/uverbs5" },
    ];
    const [column] = modelOf([vfOf(5, { holders, inUse: true })]).columns;
    expect(column?.use).toMatchObject({ kind: "held", by: { title: "eval-b", detail: "evals" } });
    expect(column?.sentence).toContain("held by pod evals/eval-b and 1 more trace");
  });
});

test("aGuestHasOrphansAndNoPort", () => {
  const model = anatomyOf({
    pf: undefined,
    vfs: [vfOf(0, { pf: undefined, index: undefined })],
    functions: [],
    links: [],
  });
  expect(model.orphans).toBe(true);
  expect(model.columns[0]?.label).toBe("VF 0");
  expect(model.groups).toEqual([{ group: 41, from: 1, to: 1, flaw: undefined }]);
});

test("anUnreadRdmaFolderIsNotKnown", () => {
  const unknown = {
    check: "rdma-device-missing",
    path: "/sys/class/infiniband",
    reason: "denied",
    subject: `pf ${PF}`,
  };
  const link = linkOf("rdma", { state: "UNKNOWN", unknowns: [unknown] });
  const [column] = modelOf([vfOf(0, { rdmaDevice: undefined })], [link]).columns;
  expect(column?.rdma).toEqual({ kind: "unknown", reason: "/sys/class/infiniband: denied" });
});
