// Deleting one message: what it says is gone everywhere, and what follows it keeps its place.
import type { Locator, Page } from "@playwright/test";
import { violations } from "../../helpers/axe";
import { sqlite } from "../../helpers/database";
import { expect, test } from "../../helpers/test";

const GONE = "This message was deleted.";

const dialog = (page: Page) => page.getByRole("dialog", { name: "Delete this message?" });

async function press(message: Locator) {
  await message.hover();
  await message.getByRole("button", { name: "Delete message" }).click();
}

test("a message is deleted for good, in another tab as well", async ({ chat, page, account, elsewhere, server, upstream }) => {
  const id = await chat.open();
  await chat.say("My dog is called Biscuit");
  await chat.expectAnswer("Answer to: My dog is called Biscuit");
  await chat.say("And how old?");
  await chat.expectAnswer("Answer to: And how old?");
  const other = await elsewhere(account);
  await other.chat.open(id);

  const first = chat.own.first();
  await press(first);
  await expect(dialog(page)).toContainText("for good");
  expect(await violations(page)).toEqual([]);
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await expect(first).toContainText("Biscuit");

  await press(first);
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expect(first.getByText(GONE)).toBeFocused();
  await expect(first).not.toContainText("Biscuit");
  await expect(first.getByRole("button", { name: /copy|edit|quote|delete/i })).toHaveCount(0);
  await expect(other.chat.own.first()).toContainText(GONE);
  await expect(other.chat.own.first()).not.toContainText("Biscuit");
  await expect(chat.own).toHaveCount(2);
  expect(await violations(page)).toEqual([]);

  // The answer repeats it, and is deleted as well.
  const answer = other.chat.answers.nth(1);
  await press(answer);
  await dialog(other.page).getByRole("button", { name: "Delete", exact: true }).click();
  for (const tab of [chat, other.chat]) await expect(tab.answers.nth(1)).toContainText(GONE);

  await page.reload();
  await chat.alive();
  await expect(first).toContainText(GONE);
  await expect(page.locator("body")).not.toContainText("Biscuit");
  expect(await (await account.get("/api/v1/search?q=biscuit")).text()).not.toContain("Biscuit");
  expect(sqlite(server.database, ".dump messages\n.dump events\n.dump conversations\n.dump _words_fts_content")).not.toMatch(/biscuit/i);
  await chat.say("What is my dog called?");
  await chat.expectAnswer("Answer to: What is my dog called?");
  expect(JSON.stringify(upstream.prompts.at(-1))).not.toContain("Biscuit");
});

test("the keyboard alone deletes a message", async ({ chat, page }) => {
  await chat.open();
  await chat.say("Written by mistake");
  await chat.expectAnswer("Answer to: Written by mistake");
  await chat.own.last().getByRole("button", { name: "Delete message" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(chat.own.last().getByRole("button", { name: "Delete message" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("button", { name: "Delete", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chat.own.last().getByText(GONE)).toBeFocused();
  // There is nothing left to edit.
  await chat.composer.focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("textbox", { name: "Edit your message" })).toHaveCount(0);
});

test("nothing is deleted while an answer is written, and an editor open elsewhere closes", async ({ chat, page, account, elsewhere, upstream }) => {
  const id = await chat.open();
  const held = upstream.hold();
  await chat.say("Question");
  await held.say("Half of ");
  await expect(chat.newest).toContainText("Half of");
  await press(chat.own.last());
  await expect(page.getByText("An answer is being written. Stop it first, or wait until it is there.")).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
  await held.say("it.");
  await held.finish();
  await chat.expectAnswer("Half of it.");

  const other = await elsewhere(account);
  await other.chat.open(id);
  await other.chat.composer.focus();
  await other.page.keyboard.press("ArrowUp");
  const editor = other.page.getByRole("textbox", { name: "Edit your message" });
  await expect(editor).toBeVisible();
  await press(chat.own.last());
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expect(other.chat.own.last()).toContainText(GONE);
  await expect(editor).toHaveCount(0);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a message is deleted by a form", async ({ page, account }) => {
    const id = await account.conversation("Forms");
    await account.say(id, "Written by mistake");
    await page.goto(`/c/${id}`);
    const own = page.getByRole("article", { name: "You", exact: true });
    await own.getByText("Delete message", { exact: true }).click();
    await expect(own).toContainText("for good");
    await own.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/c/${id}$`));
    await expect(own).toContainText(GONE);
    await expect(own.getByText("Delete message", { exact: true })).toHaveCount(0);
    const answer = page.getByRole("article", { name: "AI Assistant", exact: true }).last();
    await expect(answer).toContainText("Answer to: Written by mistake");
  });
});

test.describe("in Hindi", () => {
  test.use({ locale: "hi-IN" });

  test("the question and what is left are in Hindi", async ({ page, account }) => {
    const id = await account.conversation("Hindi");
    await account.say(id, "Written by mistake");
    await page.goto(`/c/${id}`);
    await expect(page.locator("[data-connection=live]")).toBeAttached();
    const own = page.getByRole("article", { name: "आप", exact: true }).last();
    await own.hover();
    await own.getByRole("button", { name: "संदेश हटाएँ" }).click();
    const question = page.getByRole("dialog", { name: "यह संदेश हटाएँ?" });
    await question.locator("button[type=submit]").first().click();
    await expect(own.getByText("यह संदेश हटा दिया गया।")).toBeFocused();
  });
});
