import type { NewTarget, Rules, Target } from "./queries";

export const FORMS = ["generic", "slack"] as const;
export const SEVERITIES = ["critical", "warning", "info"] as const;
export const ENDINGS = [
  "SUCCEEDED",
  "FAILED",
  "ROLLED_BACK",
  "PARTIAL",
  "CONFLICT",
  "REFUSED",
  "EXPIRED",
  "CANCELED",
] as const;

/** A target as the form has it: nothing chosen means none, everything all. */
export interface Draft {
  name: string;
  url: string;
  form: (typeof FORMS)[number];
  severities: (typeof SEVERITIES)[number][];
  results: (typeof ENDINGS)[number][];
  silent: boolean;
  nodes: string;
  group: string;
  remind: string;
  from: string;
  to: string;
  zone: string;
  enabled: boolean;
  /** Not in the form, and kept. */
  symptoms: string[];
}

const FRESH: Rules = { findings: { severities: ["critical"] }, silentNodes: true, groupSeconds: 30 };

export function draftOf(target: Target | undefined): Draft {
  const rules = target?.rules ?? FRESH;
  const quiet = rules.quietHours;
  return {
    name: target?.name ?? "",
    url: target?.url ?? "",
    form: target?.form ?? "generic",
    severities: chosen(SEVERITIES, rules.findings, rules.findings?.severities),
    results: chosen(ENDINGS, rules.operations, rules.operations?.results),
    silent: rules.silentNodes ?? false,
    nodes: rules.nodes ?? "",
    group: String(rules.groupSeconds ?? 30),
    remind: rules.remindMinutes === undefined ? "" : String(rules.remindMinutes),
    from: quiet?.from.slice(0, 5) ?? "",
    to: quiet?.to.slice(0, 5) ?? "",
    zone: quiet?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    enabled: target?.enabled ?? true,
    symptoms: rules.findings?.symptoms ?? [],
  };
}

/** An empty list of a part that is there means all. */
function chosen<T extends string>(all: readonly T[], part: unknown, listed: string[] | undefined): T[] {
  if (!part) return [];
  return all.filter((each) => !listed || listed.length === 0 || listed.includes(each));
}

export function targetOf(draft: Draft): NewTarget {
  const { severities, results, symptoms, from, to, zone } = draft;
  return {
    name: draft.name.trim(),
    url: draft.url.trim(),
    form: draft.form,
    enabled: draft.enabled,
    rules: {
      findings: severities.length > 0 ? { severities, symptoms } : undefined,
      operations: results.length > 0 ? { results } : undefined,
      silentNodes: draft.silent,
      nodes: draft.nodes.trim() || undefined,
      groupSeconds: numberOf(draft.group) ?? FRESH.groupSeconds,
      remindMinutes: numberOf(draft.remind),
      quietHours: from && to ? { from, to, zone: zone.trim() } : undefined,
    },
  };
}

function numberOf(text: string): number | undefined {
  return text.trim() === "" ? undefined : Number(text);
}
