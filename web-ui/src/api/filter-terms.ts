import { quoted } from "./filters";

/** One condition of a filter that is a list of them; anything more elaborate stays as it was written. */
export interface Term {
  raw: string;
  /** Absent: no simple comparison. */
  field?: string;
  values?: string[];
}

const SIMPLE = /^([\w.]+)(?:==(.+)|=in=\((.+)\))$/s;

export function parseTerms(filter: string | undefined): Term[] {
  if (!filter) return [];
  const parts = split(filter, ";");
  // "a,b" at the top is an or: its parts mean nothing alone
  if (parts.some((part) => split(part, ",").length > 1)) return [{ raw: filter }];
  return parts.filter(Boolean).map(parseTerm);
}

function parseTerm(raw: string): Term {
  const match = SIMPLE.exec(raw.trim());
  const [, field, one, many] = match ?? [];
  const values = one === undefined ? split(many ?? "", ",") : [one];
  if (!field || values.some((value) => value === "")) return { raw };
  return { raw, field, values: values.map(unquoted) };
}

/** Splits where the separator stands outside of quotes and parentheses. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let part = "";
  let depth = 0;
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (quote && char === "\\") {
      part += char + text.charAt(++i);
      continue;
    }
    if (quote) quote = char === quote ? "" : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === "(") depth++;
    else if (char === ")") depth--;
    else if (char === separator && depth === 0) {
      parts.push(part);
      part = "";
      continue;
    }
    part += char;
  }
  return [...parts, part];
}

function unquoted(value: string): string {
  const trimmed = value.trim();
  const inside = /^(['"])(.*)\1$/s.exec(trimmed)?.[2];
  return inside === undefined ? trimmed : inside.replace(/\\(.)/gs, "$1");
}

export function formatTerms(terms: Term[]): string | undefined {
  return terms.map((term) => term.raw).join(";") || undefined;
}

/** All of these conditions together, each once. */
export function allOf(...filters: string[]): string {
  return [...new Set(filters.flatMap(parseTerms).map((term) => term.raw))].join(";");
}

export function valuesOf(terms: Term[], field: string): string[] {
  return terms.find((term) => term.field === field)?.values ?? [];
}

/** The same filter with these values for a field; without values the field is free. */
export function withValues(terms: Term[], field: string, values: string[]): Term[] {
  const kept = terms.map((term) => (term.field === field ? undefined : term));
  const at = kept.indexOf(undefined);
  const others = kept.filter((term) => term !== undefined);
  if (values.length === 0) return others;
  const [first = ""] = values;
  const raw =
    values.length === 1 ? `${field}==${quoted(first)}` : `${field}=in=(${values.map(quoted).join(",")})`;
  return others.toSpliced(at < 0 ? others.length : at, 0, { raw, field, values });
}

/** What was typed to find nodes by a part of their name, if the filter says so. */
export function nameText(terms: Term[]): string {
  const [value] = valuesOf(terms, "hostname");
  return value ? value.replace(/^\*|\*$/g, "") : "";
}

export function withNameText(terms: Term[], text: string): Term[] {
  const wanted = text.trim().replaceAll("*", "");
  return withValues(terms, "hostname", wanted ? [`*${wanted}*`] : []);
}
