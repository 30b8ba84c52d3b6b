// Ages are told by the server's clock: a browser whose clock is wrong would call a fresh fact old.
const TOLERANCE_MS = 3000;
let offset = 0;

/** Takes the Date header of an answer; it has whole seconds only, so that small differences mean nothing. */
export function observeServerDate(header: string | null): void {
  const at = header ? Date.parse(header) : NaN;
  if (Number.isNaN(at)) return;
  const difference = at - Date.now();
  offset = Math.abs(difference) > TOLERANCE_MS ? difference : 0;
}

export function serverNow(): number {
  return Date.now() + offset;
}
