import type { Hint } from "./hints";

const URL = "/api/v1/stream";
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;

export type LiveState = "connecting" | "live" | "lost";

/** What a tab hears, from its own stream or from the tab that holds it. */
export type Heard = { type: "state"; state: LiveState } | { type: "change"; hint: Hint } | { type: "reset" };

/** The server's stream, opened again with growing patience for as long as it is wanted. */
function stream(hear: (heard: Heard) => void): () => void {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let patience = FIRST_RETRY_MS;
  // what was read before the stream began may be older than it
  let missed = true;

  function open() {
    source = new EventSource(URL);
    source.addEventListener("open", () => {
      patience = FIRST_RETRY_MS;
      hear({ type: "state", state: "live" });
      if (missed) hear({ type: "reset" });
      missed = false;
    });
    source.addEventListener("change", (event) =>
      hear({ type: "change", hint: JSON.parse(event.data) as Hint }),
    );
    source.addEventListener("reset", () => hear({ type: "reset" }));
    source.addEventListener("error", () => {
      hear({ type: "state", state: "lost" });
      // the browser itself reconnects, with Last-Event-ID, unless the answer was an error
      if (source.readyState !== EventSource.CLOSED) return;
      missed = true;
      retry = setTimeout(open, patience);
      patience = Math.min(patience * 2, LAST_RETRY_MS);
    });
  }

  open();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}

/**
 * Listens to the server. HTTP/1.1 has six connections a host, so that only one tab of the browser holds the stream:
 * the one with the lock, which tells the others. Where there are no locks (plain http to another host) each tab has
 * its own.
 */
export function listen(hear: (heard: Heard) => void): () => void {
  if (!navigator.locks || !window.BroadcastChannel) return stream(hear);
  const channel = new BroadcastChannel("vfleet.live");
  const stop = new AbortController();
  let close: (() => void) | undefined;
  let state: LiveState = "connecting";

  channel.addEventListener("message", ({ data }: MessageEvent<Heard | "who">) => {
    if (data !== "who") return hear(data);
    if (close) channel.postMessage({ type: "state", state });
  });
  channel.postMessage("who");

  function lead() {
    close = stream((heard) => {
      if (heard.type === "state") state = heard.state;
      hear(heard);
      channel.postMessage(heard);
    });
    return new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve()));
  }

  navigator.locks.request("vfleet.live", { signal: stop.signal }, lead).catch(() => undefined);
  return () => {
    stop.abort();
    close?.();
    channel.close();
  };
}
