const grouped = new Intl.NumberFormat("en-US");

/** "2,000". */
export function count(value: number): string {
  return grouped.format(value);
}

/** "1 node", "2,000 nodes". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "88.0%"; never rounded to a whole fleet that is not whole, nor to none that is some. */
export function share(part: number, whole: number): string {
  if (whole === 0) return "–";
  const percent = (part / whole) * 100;
  const shown = part < whole ? Math.min(percent, 99.9) : percent;
  return `${(part > 0 ? Math.max(shown, 0.1) : 0).toFixed(part === whole || part === 0 ? 0 : 1)}%`;
}
