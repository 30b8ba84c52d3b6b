import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Download, SearchX } from "lucide-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { reportQuery } from "../../../api/queries";
import { CopyButton } from "../../../ui/CopyButton";
import { EmptyState } from "../../../ui/EmptyState";
import { count } from "../../../ui/numbers";
import { ProblemNote } from "../../../ui/ProblemNote";
import { type Line, matching } from "./json";
import classes from "./ReportTab.module.css";

/** The last report with all that the agent told: to search, copy and keep. */
export function ReportTab({ name, hostname }: { name: string; hostname: string }) {
  const report = useQuery(reportQuery(name));
  const [words, setWords] = useState("");
  const searched = useDeferredValue(words);
  const text = useMemo(() => (report.data ? JSON.stringify(report.data, null, 2) : ""), [report.data]);
  const lines = useMemo(() => text.split("\n"), [text]);
  const shown = useMemo(() => matching(lines, searched), [lines, searched]);

  if (report.error) return <ProblemNote error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) return <div className={classes.waiting} aria-busy />;
  return (
    <div className={classes.report}>
      <div className={classes.tools}>
        <input
          type="search"
          className="input"
          aria-label="Search in the report"
          placeholder="Search in the report"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <span className={classes.found} role="status">
          {searched
            ? `${count(shown.length)} of ${count(lines.length)} lines`
            : `${count(lines.length)} lines`}
        </span>
        <CopyButton value={text} label="Copy the report" text="Copy" />
        <button type="button" className="button" onClick={() => save(text, `${hostname}.json`)}>
          <Download size={15} aria-hidden />
          Download
        </button>
      </div>
      {shown.length === 0 ? (
        <EmptyState icon={SearchX} title={`No line says “${searched}”`} />
      ) : (
        <Lines lines={shown} />
      )}
    </div>
  );
}

const LINE_PX = 20;

function Lines({ lines }: { lines: Line[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  // its functions are used here alone, in the render they belong to
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
  });
  return (
    // scrolls, so the keyboard must reach it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroller} className={classes.lines} role="region" aria-label="The report" tabIndex={0}>
      <div style={{ height: rows.getTotalSize(), position: "relative" }}>
        {rows.getVirtualItems().map((row) => {
          const line = lines[row.index];
          return (
            <div key={row.key} className={classes.line} style={{ transform: `translateY(${row.start}px)` }}>
              <span className={classes.number}>{line?.number}</span>
              <span>{line?.text}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function save(text: string, name: string) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
