import type { ChainFinding } from "../../../api/types";

/** The count that would mend it: "8" or the least of "32 to 64", as the evidence expects it. */
export function wantedBy(finding: ChainFinding): number | undefined {
  const proof = finding.evidence.find((each) => each.path.endsWith("/sriov_numvfs"));
  const least = /^\d+/.exec(proof?.expected ?? "")?.[0];
  return least === undefined ? undefined : Number(least);
}
