export type Zone = "UTC" | "local";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "24 s", "3 min", "5 h", "12 d": the largest unit alone, as people say it. */
export function durationWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)} h`;
  return `${Math.floor(seconds / DAY)} d`;
}

export function ageWords(at: number, now: number): string {
  return now - at < 1000 ? "just now" : `${durationWords(now - at)} ago`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, options: Intl.DateTimeFormatOptions, zone: Zone): Intl.DateTimeFormat {
  const name = `${key} ${zone}`;
  const known = formats.get(name);
  if (known) return known;
  // sv-SE writes dates as ISO does
  const made = new Intl.DateTimeFormat("sv-SE", { ...options, timeZone: zone === "UTC" ? "UTC" : undefined });
  formats.set(name, made);
  return made;
}

/** "2026-01-31 12:00:05 UTC". */
export function absoluteTime(at: number, zone: Zone): string {
  const time = format("full", { dateStyle: "short", timeStyle: "medium" }, zone).format(at);
  return `${time} ${zone === "UTC" ? "UTC" : "local"}`;
}

/** "12:00:05". */
export function clockTime(at: number, zone: Zone): string {
  return format("clock", { timeStyle: "medium" }, zone).format(at);
}
