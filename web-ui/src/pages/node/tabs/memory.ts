import { isRecord } from "./json";

export interface Pool {
  sizeKiB: number;
  total: number | undefined;
  free: number | undefined;
}

export interface NumaRow {
  /** Undefined: the host as a whole. */
  numaNode: number | undefined;
  pools: Pool[];
  pfs: string[];
}

/** Hugepages by NUMA node, with the ports that are near: a VF wants its memory on its own side. */
export function memoryOf(report: unknown): NumaRow[] {
  if (!isRecord(report)) return [];
  const rows = new Map<number | undefined, NumaRow>();
  const row = (numaNode: number | undefined) => {
    const known = rows.get(numaNode) ?? { numaNode, pools: [], pfs: [] };
    rows.set(numaNode, known);
    return known;
  };
  for (const pool of list(report.hugepages)) {
    const sizeKiB = number(pool.sizeKiB);
    if (sizeKiB === undefined) continue;
    row(number(pool.numaNode)).pools.push({ sizeKiB, total: number(pool.total), free: number(pool.free) });
  }
  for (const pf of list(report.physicalFunctions)) {
    const numaNode = number(pf.numaNode);
    if (numaNode !== undefined && typeof pf.address === "string") row(numaNode).pfs.push(pf.address);
  }
  return [...rows.values()].sort((a, b) => (a.numaNode ?? -1) - (b.numaNode ?? -1));
}

/** "1 GiB", "2 MiB", "64 KiB". */
export function sizeWords(kib: number): string {
  if (kib >= 1024 * 1024) return `${kib / 1024 / 1024} GiB`;
  return kib >= 1024 ? `${kib / 1024} MiB` : `${kib} KiB`;
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
