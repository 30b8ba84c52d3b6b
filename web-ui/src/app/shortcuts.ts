import { useHotkeys } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

export const SHORTCUTS = [
  { keys: ["/"], text: "Search" },
  { keys: ["Ctrl", "K"], text: "Search, also while typing" },
  { keys: ["g", "f"], text: "Go to Fleet" },
  { keys: ["g", "n"], text: "Go to Nodes" },
  { keys: ["g", "i"], text: "Go to Findings" },
  { keys: ["g", "o"], text: "Go to Operations" },
  { keys: ["j"], text: "Next row" },
  { keys: ["k"], text: "Row before" },
  { keys: ["Enter"], text: "Open the row" },
  { keys: ["x"], text: "Select the row" },
  { keys: ["f"], text: "Find in the list" },
  { keys: ["?"], text: "This help" },
] as const;

const GOES_TO = { f: "/", n: "/nodes", i: "/findings", o: "/operations" } as const;
const CHORD_MS = 1200;

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : undefined;
  return !!target?.closest("input, textarea, select, [contenteditable]");
}

/** The keys that work everywhere. Dialogs that are open take the keyboard for themselves. */
export function useShortcuts(actions: { search: () => void; help: () => void }): void {
  const navigate = useNavigate();
  const chordAt = useRef(0);

  useHotkeys([["mod+K", actions.search]], []);

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      if (document.querySelector("dialog[open], [role=dialog], :popover-open")) return;
      const isChord = Date.now() - chordAt.current < CHORD_MS;
      chordAt.current = event.key === "g" ? Date.now() : 0;
      if (isChord && event.key in GOES_TO) void navigate({ to: GOES_TO[event.key as keyof typeof GOES_TO] });
      else if (event.key === "/") actions.search();
      else if (event.key === "?") actions.help();
      else return;
      event.preventDefault();
    }
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}
