// What is private is marked while it is typed.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../../helpers/test";

test("private words are marked where they stand, named below, and forgotten with the draft", async ({ chat, page }) => {
  await chat.open();
  const box = page.getByRole("textbox", { name: "Message", exact: true });
  await box.click();
  await box.pressSequentially("Pay with 4242 4242 4242 4242 and write to ana@example.org, please.");
  const marks = page.locator("#composer mark");
  await expect(marks).toHaveText(["4242 4242 4242 4242", "ana@example.org"]);
  await expect(page.getByRole("status").filter({ hasText: "Hidden" })).toHaveText("Hidden from the AI service: card, e-mail address.");

  // Letter for letter behind the text, also once it wraps and scrolls.
  const [first, last] = await Promise.all([marks.first().boundingBox(), box.boundingBox()]);
  expect(first!.x).toBeGreaterThan(last!.x);
  expect(first!.y).toBeGreaterThanOrEqual(last!.y);
  const found = await new AxeBuilder({ page }).include("#composer").analyze();
  expect(found.violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);

  await box.fill("Nothing private here: order 4242-17, 12 March 2026, 15 €.");
  await expect(marks).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "Hidden" })).toHaveCount(0);
});
