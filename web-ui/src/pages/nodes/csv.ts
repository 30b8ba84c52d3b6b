import type { Node } from "../../api/types";
import type { Column } from "./columns";

/** A cell as spreadsheets read it; names come from agents, so that none may begin a formula. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv(nodes: Node[], columns: Column[]): string {
  const head = ["node", "id", ...columns.map((column) => column.id)];
  const rows = nodes.map((node) => [node.hostname, node.id, ...columns.map((column) => column.csv(node))]);
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
