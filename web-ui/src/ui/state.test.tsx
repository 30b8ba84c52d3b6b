import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { LOOKS, StateBadge, type State } from "./state";

test("everyStateHasAWordAndAShapeOfItsOwn", () => {
  const words = Object.values(LOOKS).map((look) => look.word);
  const icons = Object.values(LOOKS).map((look) => look.icon);
  expect(new Set(words).size).toBe(words.length);
  expect(new Set(icons).size).toBe(icons.length);
});

test.each(Object.keys(LOOKS) as State[])("the badge of %s says its word", (state) => {
  render(<StateBadge state={state} />);
  expect(screen.getByText(LOOKS[state].word)).toBeTruthy();
});
