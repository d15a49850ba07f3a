// Editing a message of one's own: both versions stay, with what followed each.
import { expect, test } from "../../helpers/test";

test("an edited message is another version, and both can be gone to", async ({ chat, page }) => {
  const id = await chat.open();
  await chat.say("How tall is it?");
  await chat.expectAnswer("Answer to: How tall is it?");
  await chat.say("And how wide?");
  await chat.expectAnswer("Answer to: And how wide?");

  const first = chat.own.first();
  await first.hover();
  await first.getByRole("button", { name: "Edit message" }).click();
  const editor = page.getByRole("textbox", { name: "Edit your message" });
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue("How tall is it?");
  await editor.fill("How old is it?");
  await page.getByRole("button", { name: "Save and send" }).click();
  await chat.expectAnswer("Answer to: How old is it?");
  await expect(chat.own).toHaveCount(1);
  await expect(chat.composer).toBeFocused();

  const versions = chat.own.first().getByRole("group", { name: "Versions of this message" });
  await expect(versions).toContainText("2 of 2");
  await versions.getByRole("button", { name: /Previous version/ }).click();
  await expect(chat.own).toHaveCount(2);
  await expect(chat.own.first()).toContainText("How tall is it?");
  await expect(chat.own.first()).toContainText("1 of 2");
  await chat.expectAnswer("Answer to: And how wide?");

  // The choice is kept, and what is sent goes on from there.
  await page.reload();
  await chat.alive();
  await expect(chat.own.first()).toContainText("1 of 2");
  await chat.say("And how deep?");
  await chat.expectAnswer("Answer to: And how deep?");
  await expect(chat.own).toHaveCount(3);
  await chat.open(id);
  await expect(chat.own).toHaveCount(3);
});

test("the keyboard alone edits the last message, leaves it, and goes through versions", async ({ chat, page }) => {
  await chat.open();
  await chat.say("First words");
  await chat.expectAnswer("Answer to: First words");
  await chat.composer.focus();
  await page.keyboard.press("ArrowUp");
  const editor = page.getByRole("textbox", { name: "Edit your message" });
  await expect(editor).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(editor).toHaveCount(0);
  await expect(chat.own.last().getByRole("button", { name: "Edit message" })).toBeFocused();

  await chat.composer.focus();
  await page.keyboard.press("ArrowUp");
  await editor.press("End");
  await page.keyboard.type(" and more");
  await page.keyboard.press("Enter");
  await chat.expectAnswer("Answer to: First words and more");

  const back = page.getByRole("button", { name: /Previous version/ });
  await back.focus();
  await page.keyboard.press("Enter");
  await expect(chat.own.last()).toContainText("1 of 2");
  // The focus stays with the versions: the way on, as there is none back.
  await expect(page.getByRole("button", { name: /Next version, 1 of 2/ })).toBeFocused();
  await expect(page.getByText("Version 1 of 2 is shown.")).toBeAttached();
  await page.keyboard.press("Enter");
  await expect(chat.own.last()).toContainText("2 of 2");
});

test("a message edited while an answer is written waits its turn", async ({ chat, page, upstream }) => {
  await chat.open();
  await chat.say("One");
  await chat.expectAnswer("Answer to: One");
  const held = upstream.hold();
  await chat.say("Two");
  await held.say("It is being ");
  await expect(chat.newest).toContainText("It is being");
  const first = chat.own.first();
  await first.hover();
  await first.getByRole("button", { name: "Edit message" }).click();
  await page.getByRole("textbox", { name: "Edit your message" }).fill("Other one");
  await page.keyboard.press("Enter");
  await expect(chat.newest).toHaveAttribute("data-state", "pending");
  await held.say("written.");
  await held.finish();
  await chat.expectAnswer("Answer to: Other one");
  await chat.own.first().getByRole("button", { name: /Previous version/ }).click();
  await chat.expectAnswer("It is being written.");
});
