// RSQL as the server reads it: `;` and, `,` or, parentheses, the comparisons below, `*` in texts.

export type Scalar = string | number | boolean | undefined;
/** A row may have several values of one field: one of them is enough. */
export type Values = Scalar | Scalar[];
export type Term = { field: string; operator: string; values: string[]; position: number };
export type Filter = { and: Filter[] } | { or: Filter[] } | Term;

const COMPARISON = /^([\w.-]+)(==|!=|=in=|=out=|=isnull=|=lt=|=le=|=gt=|=ge=|<=|>=|<|>)/;
const VALUE = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'();,=!~<>]+))/;

/** Where a filter stops being one. */
export class NoRsql extends Error {
  constructor(readonly position: number) {
    super(`The filter is no RSQL from character ${position} on`);
  }
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): Filter {
    const filter = this.or();
    if (this.at < this.text.length) throw this.wrong();
    return filter;
  }

  private or(): Filter {
    const first = this.and();
    if (this.text[this.at] !== ",") return first;
    const parts = [first];
    while (this.took(",")) parts.push(this.and());
    return { or: parts };
  }

  private and(): Filter {
    const first = this.one();
    if (this.text[this.at] !== ";") return first;
    const parts = [first];
    while (this.took(";")) parts.push(this.one());
    return { and: parts };
  }

  private one(): Filter {
    if (!this.took("(")) return this.comparison();
    const inner = this.or();
    if (!this.took(")")) throw this.wrong();
    return inner;
  }

  private comparison(): Term {
    const position = this.at + 1;
    const [all, field = "", operator = ""] = this.match(COMPARISON);
    this.at += all.length;
    return { field, operator, values: this.values(), position };
  }

  private values(): string[] {
    if (!this.took("(")) return [this.value()];
    const values = [this.value()];
    while (this.took(",")) values.push(this.value());
    if (!this.took(")")) throw this.wrong();
    return values;
  }

  private value(): string {
    const [all, double, single, plain] = this.match(VALUE);
    this.at += all.length;
    return plain ?? (double ?? single ?? "").replace(/\\(.)/g, "$1");
  }

  private match(pattern: RegExp): RegExpMatchArray {
    const match = this.text.slice(this.at).match(pattern);
    if (!match) throw this.wrong();
    return match;
  }

  private took(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  private wrong(): NoRsql {
    return new NoRsql(this.at + 1);
  }
}

export function parse(text: string): Filter {
  return new Parser(text).whole();
}

export function terms(filter: Filter): Term[] {
  if ("and" in filter) return filter.and.flatMap(terms);
  if ("or" in filter) return filter.or.flatMap(terms);
  return [filter];
}

/** Whether a row is one that the filter asks for; as in SQL, what is absent compares with nothing. */
export function holds(filter: Filter, valueOf: (field: string) => Values): boolean {
  if ("and" in filter) return filter.and.every((part) => holds(part, valueOf));
  if ("or" in filter) return filter.or.some((part) => holds(part, valueOf));
  const value = valueOf(filter.field);
  if (!Array.isArray(value)) return compares(filter, value);
  if (value.length === 0) return compares(filter, undefined);
  const isDenial = filter.operator === "!=" || filter.operator === "=out=";
  return isDenial
    ? value.every((each) => compares(filter, each))
    : value.some((each) => compares(filter, each));
}

function compares({ operator, values }: Term, value: Scalar): boolean {
  const first = values[0] ?? "";
  if (operator === "=isnull=") return (value === undefined) === (first === "true");
  if (value === undefined) return operator === "!=" || operator === "=out=";
  switch (operator) {
    case "==":
    case "=in=":
      return values.some((wanted) => equal(value, wanted));
    case "!=":
    case "=out=":
      return !values.some((wanted) => equal(value, wanted));
    case "<":
    case "=lt=":
      return order(value, first) < 0;
    case "<=":
    case "=le=":
      return order(value, first) <= 0;
    case ">":
    case "=gt=":
      return order(value, first) > 0;
    default:
      return order(value, first) >= 0;
  }
}

function equal(value: Exclude<Scalar, undefined>, wanted: string): boolean {
  if (typeof value !== "string" || !wanted.includes("*")) return String(value) === wanted;
  const pattern = wanted.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${pattern}$`, "s").test(value);
}

function order(value: Exclude<Scalar, undefined>, wanted: string): number {
  if (typeof value === "number") return value - Number(wanted);
  return value < wanted ? -1 : Number(value > wanted);
}
