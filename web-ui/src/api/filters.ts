import type { LinkId, LinkStateName } from "./types";

// What the counts of the fleet mean, as RSQL: a number and the list behind it have one definition.
const ONLINE = "status==ONLINE";

export const SILENT = "silent==true";
export const PENDING = "status==PENDING";
/** All that may be silent or have a verdict: those that wait for approval or are retired belong to neither. */
export const JUDGED = "status=in=(ONLINE,LATE,OFFLINE)";

/** What stands on the map: all but those that are gone for good. */
export const MAPPED = "status!=RETIRED";

export function withVerdict(state: LinkStateName): string {
  return `${ONLINE};verdict.state==${state}`;
}

export function firstBrokenAt(link: LinkId): string {
  return `${withVerdict("BROKEN")};verdict.link==${link}`;
}

export function withLink(link: LinkId, state: LinkStateName): string {
  return `${ONLINE};links.${link}==${state}`;
}

/** Broken there too, but it is another link that breaks first. */
export function alsoBrokenAt(link: LinkId): string {
  return `${withLink(link, "BROKEN")};verdict.link!=${link}`;
}

export function withSymptom(symptom: string): string {
  return `${ONLINE};symptom==${symptom}`;
}

export function withCheck(check: string): string {
  return `${ONLINE};check==${check}`;
}

/** Findings that make no node sick. */
export const HINTS = "severity==info";

/** Findings that count as the symptom they are of. */
export const WITHOUT_HINTS = "severity!=info";

/** Findings that no symptom shows. */
export const WITHOUT_SYMPTOM = `${ONLINE};symptom=isnull=true`;

export function atSite(site: string | undefined): string {
  return site === undefined ? "site=isnull=true" : `site==${quoted(site)}`;
}

/** A value as RSQL reads it. */
export function quoted(value: string): string {
  return /^[\w.:@/+*-]+$/.test(value) ? value : `'${value.replace(/[\\']/g, "\\$&")}'`;
}
