import { describe, expect, test } from "vitest";
import type { ChainLink } from "../../../api/types";
import { linkOf } from "../samples";
import { fixBlocks } from "./fixes";
import { type Facts, firstBad, stepsOf } from "./steps";

const summary = (links: ChainLink[], id: string, facts: Facts = {}) =>
  stepsOf(links, facts).find((step) => step.link.link === id)?.summary;

describe("steps", () => {
  test("theFirstBrokenLinkIsOpenWhateverWarnsBefore", () => {
    const links = [
      linkOf("firmware", { state: "UNKNOWN" }),
      linkOf("hugepages", { state: "WARN" }),
      linkOf("vfs", { state: "BROKEN" }),
      linkOf("rdma", { state: "BROKEN" }),
    ];
    expect(firstBad(links)?.link).toBe("vfs");
    expect(firstBad(links.slice(0, 2))?.link).toBe("firmware");
    expect(firstBad([linkOf("firmware")])).toBeUndefined();
  });

  test("aBlockedLinkNamesWhatItWaitsFor", () => {
    const links = [linkOf("vfs", { state: "BROKEN" }), linkOf("rdma", { state: "BLOCKED" })];
    expect(summary(links, "rdma")).toBe("Not judged until VFs is whole");
  });

  test("aWholeLinkSaysOnlyWhatIsKnown", () => {
    const links = [linkOf("firmware"), linkOf("rdma")];
    expect(summary(links, "rdma", { active: 8, withRdma: 8 })).toBe("8 of 8 VFs have an RDMA device");
    expect(summary(links, "rdma")).toBe("nothing wrong found");
    expect(summary(links, "firmware", { isolation: "no VFs to keep apart" })).toBe("nothing wrong found");
  });
});

describe("fixes", () => {
  const free = { command: "modprobe -a mlx5_ib", reboot: false, destroysVfs: false };
  const again = { command: "echo 8 > numvfs", reboot: false, destroysVfs: true };

  test("commandsOfOneCostAreOneBlockAndCopiedLineByLine", () => {
    const [block, ...others] = fixBlocks([free, { ...free, command: "rdma link" }]);
    expect(others).toEqual([]);
    expect(block?.title).toBe("Fix: no reboot · keeps the VFs");
    expect(block?.text).toBe("modprobe -a mlx5_ib\nrdma link");
  });

  test("whatCostsMoreStandsApartWithItsCost", () => {
    const titles = fixBlocks([free, again]).map((block) => block.title);
    expect(titles[1]).toContain("no reboot · destroys VFs");
  });

  test("whatDisturbsOthersNeedsAWindowAndWhatVfleetCanDoSaysSo", () => {
    const titles = fixBlocks([
      { ...free, command: "rebind", window: true },
      { ...again, window: true, vfleet: "RESIZE_VFS" },
    ]).map((block) => block.title);
    expect(titles).toEqual([
      "Fix: no reboot · keeps the VFs · needs a window",
      "Or, or then: no reboot · destroys VFs · vfleet can: Resize VFs",
    ]);
  });

  test("wordsAloneAreNothingToCopy", () => {
    const [block] = fixBlocks([{ command: "# move the card", reboot: true, destroysVfs: false }]);
    expect(block?.isWords).toBe(true);
  });
});
