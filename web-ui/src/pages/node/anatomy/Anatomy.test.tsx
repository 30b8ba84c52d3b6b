import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { pfOf, vfsOf } from "../samples";
import { Anatomy } from "./Anatomy";
import { anatomyOf } from "./model";

function shown(count: number, onChoose = vi.fn<(position: number | undefined) => void>(), chosen?: number) {
  const pf = pfOf();
  const model = anatomyOf({ pf, vfs: vfsOf(count), functions: [pf], links: [] });
  render(<Anatomy model={model} chosen={chosen} onChoose={onChoose} />);
  return onChoose;
}

test("oneTabStopAndArrowsReachEveryVf", async () => {
  const onChoose = shown(4);
  const user = userEvent.setup();
  await user.tab();
  expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^VF 0, /);
  await user.keyboard("{ArrowRight}{ArrowRight}{Enter}");
  expect(onChoose).toHaveBeenLastCalledWith(2);
  await user.keyboard("{End} ");
  expect(onChoose).toHaveBeenLastCalledWith(3);
  await user.keyboard("{Escape}");
  expect(onChoose).toHaveBeenLastCalledWith(undefined);
});

test("theChosenVfIsSaidToBeSelectedAndAskedForAgainIsLetGo", async () => {
  const onChoose = shown(24, undefined, 7);
  const chosen = screen.getByRole("option", { selected: true });
  expect(chosen.getAttribute("aria-label")).toMatch(/^VF 7, /);
  await userEvent.setup().click(chosen);
  expect(onChoose).toHaveBeenLastCalledWith(undefined);
});

test("aPortWithoutVfsHasNothingToChoose", () => {
  shown(0);
  expect(screen.queryByRole("listbox")).toBeNull();
  expect(screen.getByText("No VFs on this PF")).toBeTruthy();
});
