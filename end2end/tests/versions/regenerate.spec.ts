// Having a message answered once more.
import { expect, test } from "../../helpers/test";

test("an answer is regenerated beside the first, while it streams it can be stopped", async ({ chat, upstream }) => {
  await chat.open();
  upstream.next({ kind: "tokens", tokens: ["The first ", "answer"] });
  await chat.say("Question");
  await chat.expectAnswer("The first answer");
  const held = upstream.hold();
  await chat.newest.hover();
  await chat.newest.getByRole("button", { name: "Regenerate answer" }).click();
  await held.say("The second ");
  await expect(chat.newest).toContainText("The second");
  await expect(chat.answers).toHaveCount(2);
  await expect(chat.newest).toContainText("2 of 2");
  await chat.stop.click();
  await expect(chat.newest).toHaveAttribute("data-state", "stopped");
  await chat.newest.getByRole("button", { name: /Previous version/ }).click();
  await chat.expectAnswer("The first answer");
  await expect(chat.newest).toContainText("1 of 2");
});

test("another model can be chosen for it", async ({ chat, page, upstream }) => {
  await chat.open();
  await chat.say("Question");
  await chat.expectAnswer("Answer to: Question");
  upstream.next({ kind: "tokens", tokens: ["Another ", "model's"] });
  await chat.newest.hover();
  await chat.newest.getByRole("button", { name: "Regenerate with another model" }).click();
  const dialog = page.getByRole("dialog", { name: "Answer once more with" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await chat.newest.hover();
  await chat.newest.getByRole("button", { name: "Regenerate with another model" }).click();
  await dialog.getByRole("button").nth(1).click();
  await chat.expectAnswer(/2 of 2/);
});

test("what is chosen in one tab is shown in the other", async ({ chat, account, elsewhere }) => {
  const id = await chat.open();
  await chat.say("Question");
  await chat.expectAnswer("Answer to: Question");
  const other = await elsewhere(account);
  await other.chat.open(id);
  await other.chat.newest.hover();
  await other.chat.newest.getByRole("button", { name: "Regenerate answer" }).click();
  await expect(chat.newest).toContainText("2 of 2");
  await expect(other.chat.newest).toContainText("2 of 2");
  await chat.expectAnswer("Answer to: Question");
  await other.chat.newest.getByRole("button", { name: /Previous version/ }).click();
  await expect(other.chat.newest).toContainText("1 of 2");
  await expect(chat.newest).toContainText("1 of 2");

  // A page that is opened later shows it as well, and a message sent there goes on for both.
  const third = await elsewhere(account);
  await third.chat.open(id);
  await expect(third.chat.newest).toContainText("1 of 2");
  await third.chat.say("On from here");
  for (const shown of [chat, other.chat, third.chat]) await shown.expectAnswer("Answer to: On from here");
  await expect(chat.answers.nth(1)).toContainText("1 of 2");
});
