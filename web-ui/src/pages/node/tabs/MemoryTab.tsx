import { useQuery } from "@tanstack/react-query";
import { MemoryStick } from "lucide-react";
import { reportQuery } from "../../../api/queries";
import { EmptyState } from "../../../ui/EmptyState";
import { ProblemNote } from "../../../ui/ProblemNote";
import { count } from "../../../ui/numbers";
import { memoryOf, type NumaRow, type Pool, sizeWords } from "./memory";
import classes from "./tabs.module.css";

/** Hugepages of the whole host and of each NUMA node, beside the ports of that node. */
export function MemoryTab({ name }: { name: string }) {
  const report = useQuery(reportQuery(name));
  if (report.error) return <ProblemNote error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) return <div className={classes.waiting} aria-busy />;
  const rows = memoryOf(report.data);
  if (rows.length === 0)
    return (
      <EmptyState icon={MemoryStick} title="Nothing is known about hugepages">
        The last report tells of none.
      </EmptyState>
    );
  return (
    // scrolls sideways, so the keyboard must reach it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} role="region" aria-label="Hugepages and NUMA" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">NUMA node</th>
            <th scope="col">Page size</th>
            <th scope="col" className={classes.number}>
              There
            </th>
            <th scope="col" className={classes.number}>
              Free
            </th>
            <th scope="col">Used</th>
            <th scope="col">Ports here</th>
          </tr>
        </thead>
        {rows.map((row) => (
          <NumaRows key={String(row.numaNode)} row={row} />
        ))}
      </table>
    </div>
  );
}

function NumaRows({ row }: { row: NumaRow }) {
  const name = row.numaNode === undefined ? "whole host" : `node ${row.numaNode}`;
  const pools = row.pools.length > 0 ? row.pools : [undefined];
  return (
    <tbody>
      {pools.map((pool, index) => (
        <tr key={pool?.sizeKiB ?? "none"}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={pools.length}>
              {name}
            </th>
          )}
          {pool ? <PoolCells pool={pool} /> : <td colSpan={4}>no hugepages told</td>}
          {index === 0 && (
            <td rowSpan={pools.length} className="mono">
              {row.pfs.join(" ") || "–"}
            </td>
          )}
        </tr>
      ))}
    </tbody>
  );
}

function PoolCells({ pool: { sizeKiB, total, free } }: { pool: Pool }) {
  const used = total !== undefined && free !== undefined ? total - free : undefined;
  return (
    <>
      <td>{sizeWords(sizeKiB)}</td>
      <td className={classes.number}>{total === undefined ? "not known" : count(total)}</td>
      <td className={classes.number}>{free === undefined ? "not known" : count(free)}</td>
      <td>{used === undefined ? "not known" : <UsedBar used={used} total={total ?? 0} />}</td>
    </>
  );
}

function UsedBar({ used, total }: { used: number; total: number }) {
  if (total === 0) return <span className={classes.dim}>–</span>;
  return (
    <span className={classes.used}>
      <svg width="90" height="7" aria-hidden>
        <rect width="90" height="7" rx="3.5" className={classes.barBack} />
        <rect width={(90 * used) / total} height="7" rx="3.5" className={classes.barFront} />
      </svg>
      {count(used)} of {count(total)}
    </span>
  );
}
