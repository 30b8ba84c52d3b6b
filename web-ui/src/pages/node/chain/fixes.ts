import type { ChainFinding } from "../../../api/types";
import { KINDS } from "../../operations/words";

type Fix = ChainFinding["fix"][number];

/** Commands that cost the same, one under the other. */
export interface FixBlock {
  title: string;
  /** Exactly what stands in the clipboard: the server's commands, without a prompt. */
  text: string;
  /** No line of it can be typed: it is only described. */
  isWords: boolean;
}

export function fixBlocks(fixes: Fix[]): FixBlock[] {
  const runs: Fix[][] = [];
  for (const fix of fixes) {
    const run = runs.at(-1);
    if (run?.[0] && cost(run[0]) === cost(fix)) run.push(fix);
    else runs.push([fix]);
  }
  return runs.map((run, index) => {
    const commands = run.map((fix) => fix.command);
    return {
      title: `${index === 0 ? "Fix" : "Or, or then"}: ${run[0] ? cost(run[0]) : ""}`,
      text: commands.join("\n"),
      isWords: commands.every((command) => command.split("\n").every((line) => line.startsWith("#"))),
    };
  });
}

function cost({ reboot, destroysVfs, window, vfleet }: Fix): string {
  const marks = [reboot ? "needs a reboot" : "no reboot", destroysVfs ? "destroys VFs" : "keeps the VFs"];
  // a reboot and the end of VFs need one anyway
  if (window && !reboot && !destroysVfs) marks.push("needs a window");
  if (vfleet) marks.push(`vfleet can: ${KINDS[vfleet]}`);
  return marks.join(" · ");
}
