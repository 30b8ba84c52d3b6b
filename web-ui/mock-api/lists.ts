// Pages of a list, filtered and ordered as the server does it.
import { invalid, Refusal } from "./problems";
import { holds, NoRsql, parse, type Scalar, terms, type Filter, type Values } from "./rsql";

/** What a list can be asked by. A field's name is its path in the item unless something else is said here. */
export interface List<T> {
  name: string;
  fields: readonly string[];
  orders: readonly string[];
  defaultOrder: string;
  key: (item: T) => string;
  value?: (item: T, field: string) => Values;
  labels?: (item: T) => Record<string, string>;
}

export interface Page<T> {
  items: T[];
  nextPageToken?: string;
}

const KNOWN_LABELS = ["site", "rack", "slot", "profile", "cluster"];
const MOST = 500;

export function page<T>(list: List<T>, items: T[], query: URLSearchParams): Page<T> {
  const text = query.get("filter") ?? "";
  const orderBy = query.get("orderBy") ?? list.defaultOrder;
  const matching = filtered(list, items, text);
  const ordered = sorted(list, matching, orderBy);
  const context = `${list.name}\n${text}\n${orderBy}`;
  const start = begin(query.get("pageToken"), context);
  const size = pageSize(query.get("pageSize"));
  const end = start + size;
  return {
    items: ordered.slice(start, end),
    nextPageToken: end < ordered.length ? btoa(JSON.stringify([end, context])) : undefined,
  };
}

function pageSize(text: string | null): number {
  if (text === null) return 100;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > MOST)
    throw invalid("pageSize", text, `between 1 and ${MOST}`);
  return size;
}

function begin(token: string | null, context: string): number {
  if (!token) return 0;
  try {
    const [start, from] = JSON.parse(atob(token)) as [number, string];
    if (from === context) return start;
  } catch {
    // falls through: no token of ours
  }
  const detail = "Take pageToken from nextPageToken, and keep filter and orderBy as they were";
  throw new Refusal(400, "invalid-page-token", "The page token does not belong to this list", detail, {
    field: "pageToken",
  });
}

export function filtered<T>(list: List<T>, items: T[], text: string): T[] {
  if (!text) return items;
  const filter = parsed(list, text);
  return items.filter((item) => holds(filter, (field) => valueOf(list, item, field)));
}

function parsed<T>(list: List<T>, text: string): Filter {
  let filter: Filter;
  try {
    filter = parse(text);
  } catch (error) {
    if (!(error instanceof NoRsql)) throw error;
    throw badFilter(error.message, { value: text, position: error.position });
  }
  const stranger = terms(filter).find(({ field }) => !knows(list, field));
  if (!stranger) return filter;
  const { field, position } = stranger;
  throw badFilter(`${list.name} have no field '${field}'; they have ${list.fields.join(", ")}`, {
    value: field,
    position,
  });
}

function badFilter(detail: string, members: Record<string, unknown>): Refusal {
  const field = { field: "filter", ...members };
  return new Refusal(400, "invalid-filter", "The filter cannot be understood", detail, field);
}

function knows<T>(list: List<T>, field: string): boolean {
  if (list.fields.includes(field)) return true;
  return list.labels !== undefined && (KNOWN_LABELS.includes(field) || field.startsWith("labels."));
}

function valueOf<T>(list: List<T>, item: T, field: string): Values {
  const label = field.startsWith("labels.") ? field.slice("labels.".length) : field;
  if (!list.fields.includes(field) && list.labels) return list.labels(item)[label];
  return list.value?.(item, field) ?? at(item, field);
}

function at(item: unknown, path: string): Scalar {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], item) as Scalar;
}

function sorted<T>(list: List<T>, items: T[], orderBy: string): T[] {
  const [, field = "", direction = ""] = orderBy.trim().match(/^(\S*?)(?: (asc|desc))?$/) ?? [];
  if (field && !list.orders.includes(field)) {
    const detail = `'${orderBy}' does not order ${list.name}; these do: ${list.orders.join(", ")}`;
    throw new Refusal(400, "invalid-order", "The list cannot be ordered like that", detail, {
      field: "orderBy",
      value: orderBy,
    });
  }
  const sign = direction === "desc" ? -1 : 1;
  const rows = items.map((item) => ({
    item,
    by: (valueOf(list, item, field) ?? "") as string,
    key: list.key(item),
  }));
  rows.sort((a, b) => sign * (compare(a.by, b.by) || compare(a.key, b.key)));
  return rows.map(({ item }) => item);
}

function compare<V extends string | number | boolean>(a: V, b: V): number {
  return a < b ? -1 : Number(a > b);
}
