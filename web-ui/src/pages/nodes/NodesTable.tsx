import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { Node } from "../../api/types";
import type { Column } from "./columns";
import { HeadCell } from "./HeadCell";
import { NodeRow } from "./NodeRow";
import classes from "./NodesTable.module.css";
import { useRowKeys } from "./row-keys";

interface Props {
  nodes: Node[];
  columns: Column[];
  orderBy: string | undefined;
  onOrder: (orderBy: string) => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  /** Absent when all are there. */
  onMore: (() => void) | undefined;
}

const ROW_HEIGHT = 34;
const NAME_WIDTH = 152;
const MORE_BEFORE_END = 60;

/** Ten thousand rows as a plain table: only those in sight exist, and none is made of more than it shows. */
export function NodesTable({ nodes, columns, orderBy, onOrder, selected, onSelect, onMore }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  // what it returns changes at every scroll, as it must: nothing here is memoized by it
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: nodes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);

  const isNearEnd = last !== undefined && last.index > nodes.length - MORE_BEFORE_END;
  useEffect(() => {
    if (isNearEnd) onMore?.();
  }, [isNearEnd, onMore]);

  function toggle(id: string) {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  }

  const { current, setCurrent } = useRowKeys({
    count: nodes.length,
    show: (index) => rows.scrollToIndex(index),
    body: scroller,
    select: (index) => {
      const node = nodes[index];
      if (node) toggle(node.id);
    },
  });

  function click(event: React.MouseEvent<HTMLTableSectionElement>) {
    if (!(event.target instanceof Element)) return;
    const row = event.target.closest<HTMLElement>("tr[data-index]");
    const node = nodes[Number(row?.dataset.index)];
    if (!node) return;
    if (event.target.closest("input")) {
      setCurrent(Number(row?.dataset.index));
      return toggle(node.id);
    }
    // the name is a real link: new tabs and copied addresses are the browser's
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    if (window.getSelection()?.toString()) return;
    event.preventDefault();
    void navigate({ to: "/nodes/$node", params: { node: node.hostname } });
  }

  const areAllSelected = nodes.length > 0 && nodes.every((node) => selected.has(node.id));
  return (
    <div className={classes.scroller} ref={scroller}>
      <table className={classes.table} aria-rowcount={onMore ? -1 : nodes.length + 1}>
        <colgroup>
          <col style={{ width: 38 }} />
          <col style={{ width: NAME_WIDTH }} />
          {columns.map((column) => (
            <col key={column.id} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th>
              <input
                type="checkbox"
                aria-label="Select all nodes in the list"
                checked={areAllSelected}
                ref={(box) => {
                  if (box) box.indeterminate = !areAllSelected && selected.size > 0;
                }}
                onChange={() => onSelect(new Set(areAllSelected ? [] : nodes.map((node) => node.id)))}
              />
            </th>
            <HeadCell title="Node" field="hostname" orderBy={orderBy ?? "hostname"} onOrder={onOrder} />
            {columns.map((column) => (
              <HeadCell
                key={column.id}
                title={column.title}
                hint={column.hint}
                field={column.orderBy}
                isNumber={column.isNumber}
                orderBy={orderBy ?? "hostname"}
                onOrder={onOrder}
              />
            ))}
          </tr>
        </thead>
        {/* rows hold real links and boxes for the keyboard; this only widens where the pointer may hit */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
        <tbody onClick={click}>
          <Spacer height={first?.start ?? 0} />
          {items.map(({ index }) => {
            const node = nodes[index];
            return (
              node && (
                <NodeRow
                  key={node.id}
                  node={node}
                  index={index}
                  columns={columns}
                  isSelected={selected.has(node.id)}
                  isCurrent={index === current}
                />
              )
            );
          })}
          <Spacer height={rows.getTotalSize() - (last?.end ?? 0)} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null;
}
