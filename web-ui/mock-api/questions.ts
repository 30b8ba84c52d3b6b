// What the server answers to "why not known", "what do they share" and "could they have 32".
import type { Chain, Cohort, Sizing, SizingSummary, Unknowns } from "../src/api/types";
import type { MockFleet } from "./fleet";

/** A fleet in memory is too small to say. */
export const FEW: Cohort = {
  outcome: "TOO_FEW",
  says: "Not enough nodes to say: 2 affected, 2 healthy with the same cards; it takes 3 of each.",
  affected: 2,
  healthy: 2,
  items: [],
};

export function unknowns({ links }: Chain): Unknowns {
  const questions = links.flatMap(({ link, unknowns: open }) =>
    open.map((one) => ({ link, critical: true, ...one })),
  );
  const reasons = [...new Set(questions.map(({ reason }) => reason))];
  return {
    items: reasons.map((reason) => ({
      way: "root",
      advice: "run the agent as root, on the host itself or with the host's folder mounted read-only",
      questions: questions.filter((one) => one.reason === reason),
    })),
  };
}

export function wantedVfs(query: URLSearchParams): number {
  const wanted = Number(query.get("numVfs"));
  query.delete("numVfs");
  return wanted;
}

export function sizings(fleet: MockFleet, wanted: number): Sizing[] {
  return fleet.members.flatMap((member) =>
    member.pfs.map(({ node, hostname, address, netdev, model, driver, numVfs, totalVfs = 0 }) => ({
      node,
      hostname,
      status: fleet.find(node).status,
      address,
      netdev,
      model,
      driver,
      numVfs,
      answer: totalVfs < wanted ? ("NO" as const) : ("YES" as const),
      needsReboot: totalVfs < wanted,
      because: totalVfs < wanted ? [tooFew(address, totalVfs)] : [],
      sure: totalVfs,
      most: totalVfs,
    })),
  );
}

function tooFew(address: string, totalVfs: number): Sizing["because"][number] {
  return {
    limit: "total-vfs",
    answer: "NO",
    says: `it offers ${totalVfs} VFs`,
    path: `/sys/bus/pci/devices/${address}/sriov_totalvfs`,
    raise: {
      how: "set SRIOV_EN and a higher NUM_OF_VFS in the firmware (mlxconfig), then reboot",
      reboot: true,
    },
  };
}

export function sizingSummary(numVfs: number, all: Sizing[]): SizingSummary {
  const online = all.filter(({ status }) => status === "ONLINE");
  const no = online.filter(({ answer }) => answer === "NO").length;
  return {
    numVfs,
    yes: online.length - no,
    no,
    unknown: 0,
    silent: all.length - online.length,
    because: no > 0 ? [{ answer: "NO", limit: "total-vfs", pfs: no }] : [],
  };
}
