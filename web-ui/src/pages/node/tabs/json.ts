export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export interface Line {
  number: number;
  text: string;
}

/** The lines that say the words, numbered as in the whole text. */
export function matching(lines: string[], words: string): Line[] {
  const wanted = words.trim().toLowerCase();
  return lines
    .map((text, index) => ({ number: index + 1, text }))
    .filter(({ text }) => wanted === "" || text.toLowerCase().includes(wanted));
}
