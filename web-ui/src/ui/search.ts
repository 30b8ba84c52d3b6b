/** A search parameter as text. The router reads `?vf=3` as a number, but people mean what they typed. */
export function optionalText(value: unknown): string | undefined {
  if (typeof value === "string") return value || undefined;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
