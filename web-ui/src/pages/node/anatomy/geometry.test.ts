import { expect, test } from "vitest";
import { fit, fitEnd, geometryOf } from "./geometry";

test.each([
  [0, 660, "full"],
  [8, 660, "full"],
  [10, 660, "narrow"],
  [16, 660, "narrow"],
  [17, 660, "tiles"],
  [256, 660, "tiles"],
  [16, 340, "tiles"],
])("%i VFs on %i pixels are drawn %s", (vfs, width, mode) => {
  expect(geometryOf(vfs, width).mode).toBe(mode);
});

test.each([8, 16, 64, 256])("all of %i VFs stay inside of the card", (vfs) => {
  const geometry = geometryOf(vfs, 660);
  const { nic, card, tiles, columnWidth, width } = geometry;
  if (geometry.mode === "tiles") {
    const rows = Math.ceil(vfs / tiles.perRow);
    expect(tiles.left + tiles.perRow * tiles.size).toBeLessThanOrEqual(width);
    expect(tiles.top + rows * tiles.size).toBeLessThan(nic.top + nic.height);
  } else {
    expect(geometry.center(vfs) + columnWidth / 2).toBeLessThanOrEqual(width);
    expect(card.top + card.height).toBeLessThan(nic.top + nic.height);
  }
});

test("whatDoesNotFitIsCutWhereItDiffersLeast", () => {
  expect(fit("llm-training-0", 60, 6)).toBe("llm-train…");
  expect(fitEnd("rocep193s0f1v12", 60, 6)).toBe("…93s0f1v12");
  expect(fit("short", 60, 6)).toBe("short");
});
