import { render, screen, within } from "@testing-library/react";
import { createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { expect, test } from "vitest";
import type { Sizing } from "../../api/types";
import { sizingSearch } from "./search";
import { SizingTable } from "./SizingTable";

const port: Sizing = {
  node: "7b0b2f6e-7a2c-4a55-a6a0-9f7a1e0c1d11",
  hostname: "gpu-07",
  status: "ONLINE",
  address: "0000:81:00.0",
  answer: "NO",
  needsReboot: true,
  because: [
    {
      limit: "total-vfs",
      answer: "NO",
      says: "it offers 8 VFs",
      path: "/sys/bus/pci/devices/0000:81:00.0/sriov_totalvfs",
      raise: { how: "set a higher NUM_OF_VFS, then reboot", reboot: true },
    },
  ],
  sure: 8,
  most: 8,
};

/** Links need a router around them. */
function show(items: Sizing[]) {
  const routeTree = createRootRoute({ component: () => <SizingTable items={items} /> });
  render(<RouterProvider router={createRouter({ routeTree })} />);
}

test("aPortThatCouldNotSaysWhyAndHowToGetThere", async () => {
  show([port, { ...port, address: "0000:81:00.1", answer: "UNKNOWN", because: [] }]);
  const [, no, unknown] = await screen.findAllByRole("row");
  expect(within(no as HTMLElement).getByText("total-vfs: it offers 8 VFs")).toBeTruthy();
  expect(within(no as HTMLElement).getByText(/set a higher NUM_OF_VFS/)).toBeTruthy();
  expect(within(no as HTMLElement).getByText("A reboot would do.")).toBeTruthy();
  expect(within(unknown as HTMLElement).getByText("Not known")).toBeTruthy();
});

test("aCountThatIsNoneIsLeftOutOfTheUrl", () => {
  expect(sizingSearch({ vfs: "32", filter: "" })).toEqual({ vfs: 32, filter: undefined });
  expect(sizingSearch({ vfs: 0 }).vfs).toBeUndefined();
  expect(sizingSearch({ vfs: "many" }).vfs).toBeUndefined();
});
