/** "81:00.6" of "0000:81:00.6"; another domain than the first stays. */
export function shortAddress(address: string): string {
  return address.replace(/^0000:/, "");
}

/** "00.6": what is left of a function's address where there is hardly any room. */
export function functionPart(address: string): string {
  return address.slice(address.lastIndexOf(":") + 1);
}

/** "4c:05:e5": the half of a MAC that differs between functions of one card. */
export function shortMac(mac: string): string {
  return mac.split(":").slice(3).join(":");
}

/** Its netdev's, else what the PF's driver was told; all zeros is how drivers say that they choose one. */
export function macOf({ mac, adminMac }: { mac?: string; adminMac?: string }): string | undefined {
  return mac ?? (adminMac === "00:00:00:00:00:00" ? undefined : adminMac);
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** "VF 1", "VFs 1–3", "VFs 1, 4–6": runs are folded. */
export function vfNumbers(indexes: number[]): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const index of sorted) {
    const last = runs.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  const words = runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
  return `${sorted.length === 1 ? "VF" : "VFs"} ${words}`;
}

/** "400 Gb/s", "2.5 Gb/s", "100 Mb/s". */
export function speedWords(mbps: number): string {
  return mbps >= 1000 ? `${mbps / 1000} Gb/s` : `${mbps} Mb/s`;
}

/** The part of a host's name that people type to say they mean it. */
export function shortName(hostname: string): string {
  return hostname.split(".")[0] ?? hostname;
}
