// The pages in a real browser, against the packaged server with a demo fleet. One file: the flows share both.
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { setUp, tearDown } from "./stage";
import { closeTabs } from "./tab";
import "./flows/story";
import "./flows/access";
import "./flows/operations";
import "./flows/life";
import "./flows/everyday";

beforeAll(() => setUp());
afterAll(tearDown);

afterEach(async ({ task }) => {
  const troubles = await closeTabs(task.result?.state === "fail", task.name);
  expect(troubles).toEqual([]);
});
