// A message that was found on another path than the one shown: its own is shown, and goes on.
import type { Account } from "../../helpers/account";
import { expect, test } from "../../helpers/test";

/** Two questions, and then the first of them edited: the second is on a path of its own. */
async function talk(account: Account) {
  const id = await account.conversation("Trees");
  const first = await account.say(id, "What is an oak?");
  const second = await account.say(id, "Where do larches grow?");
  const path = `/api/v1/conversations/${id}/messages`;
  await account.post(path, { text: "What is an elm?", edits: first.message.id });
  return { id, seq: second.message.seq };
}

test("a message of another version is found, and the chat opens on its path", async ({ chat, page, account }) => {
  const { id } = await talk(account);
  await chat.open(id);
  await expect(chat.own).toHaveCount(1);
  const palette = page.getByRole("dialog", { name: "Find anything" });
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("larches");
  await palette.getByRole("option", { name: /Where do larches grow/ }).first().click();
  await expect(chat.own).toHaveCount(2);
  await expect(chat.own.last()).toContainText("Where do larches grow?");
  await expect(chat.own.last()).toBeInViewport();
  await expect(chat.own.first()).toContainText("1 of 2");
  await chat.say("And firs?");
  await chat.expectAnswer("Answer to: And firs?");
  await expect(chat.own).toHaveCount(3);
});

test("an address leads to the version it names", async ({ chat, page, account }) => {
  const { id, seq } = await talk(account);
  await page.goto(`/c/${id}?at=${seq}#m-${seq}`);
  await chat.alive();
  await expect(chat.own).toHaveCount(2);
  await expect(chat.own.last()).toContainText("Where do larches grow?");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("what is written there goes on from the message that was found", async ({ page, account }) => {
    const { id, seq } = await talk(account);
    await page.goto(`/c/${id}?at=${seq}#m-${seq}`);
    const own = page.getByRole("article", { name: "You", exact: true });
    await expect(own).toHaveCount(2);
    await page.getByRole("textbox", { name: "Message", exact: true }).fill("And firs?");
    await page.getByRole("button", { name: "Send message" }).click();
    await expect(own).toHaveCount(3);
    await expect(own.nth(1)).toContainText("Where do larches grow?");
  });
});
