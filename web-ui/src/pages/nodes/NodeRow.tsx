import { memo } from "react";
import type { Node } from "../../api/types";
import type { Column } from "./columns";
import classes from "./NodesTable.module.css";

interface Props {
  node: Node;
  index: number;
  columns: Column[];
  isSelected: boolean;
  isCurrent: boolean;
}

export const NodeRow = memo(function NodeRow({ node, index, columns, isSelected, isCurrent }: Props) {
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      className={isSelected ? classes.selected : isCurrent ? classes.current : undefined}
    >
      <td>
        <input type="checkbox" aria-label={`Select ${node.hostname}`} checked={isSelected} readOnly />
      </td>
      <th scope="row">
        <a className="mono" href={`/nodes/${encodeURIComponent(node.hostname)}`} title={node.hostname}>
          {node.hostname}
        </a>
      </th>
      {columns.map((column) => (
        <td key={column.id} className={column.isNumber ? classes.number : undefined}>
          {column.cell(node)}
        </td>
      ))}
    </tr>
  );
});
