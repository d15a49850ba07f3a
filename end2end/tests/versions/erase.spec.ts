// Deleting one message: what it says is gone everywhere, and what follows it keeps its place.
import type { Locator, Page } from "@playwright/test";
import { violations } from "../../helpers/axe";
import type { Chat } from "../../helpers/chat";
import { lengthen, sqlite } from "../../helpers/database";
import { expect, test } from "../../helpers/test";

const GONE = "This message was deleted.";

const dialog = (page: Page) => page.getByRole("dialog", { name: "Delete this message?" });

async function tellOfBiscuit(chat: Chat): Promise<string> {
  const id = await chat.open();
  for (const words of ["My dog is called Biscuit", "And how old?"]) {
    await chat.say(words);
    await chat.expectAnswer(`Answer to: ${words}`);
  }
  return id;
}

async function press(message: Locator) {
  await message.hover();
  await message.getByRole("button", { name: "Delete message" }).click();
}

test("a message is deleted for good, in another tab as well", async ({ chat, page, account, elsewhere, server, upstream }) => {
  const id = await tellOfBiscuit(chat);
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

test("an answer whose question is gone is not asked for once more, and what was sent for it is gone", async ({ chat, page, account, elsewhere, watch }) => {
  watch.allow(/404/);
  const id = await tellOfBiscuit(chat);
  const other = await elsewhere(account);
  await other.chat.open(id);
  const again = (answer: Locator) => answer.getByRole("button", { name: /Regenerate/ });
  const sent = (answer: Locator) => answer.getByRole("link", { name: "What was sent" });
  const [first, second] = [1, 2].map((at) => chat.answers.nth(at));

  // The answer alone: it can be written anew.
  await press(first);
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expect(first).toContainText(GONE);
  await first.hover();
  await expect(again(first)).toHaveCount(2);
  await expect(sent(first)).toHaveCount(0);
  await expect(sent(second)).toHaveCount(1);

  await press(chat.own.first());
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expect(chat.own.first()).toContainText(GONE);
  const reopened = async (tab: typeof chat) => {
    await tab.page.reload();
    await tab.alive();
  };
  for (const tab of [chat, other.chat]) {
    for (const look of [async () => {}, reopened]) {
      await look(tab);
      await tab.answers.nth(2).hover();
      await expect(again(tab.answers.nth(2))).toHaveCount(2);
      await tab.answers.nth(1).hover();
      await expect(again(tab.answers.nth(1))).toHaveCount(0);
    }
  }

  // It told what was deleted.
  const [page404] = await Promise.all([page.waitForResponse(/\/sent\?/), sent(second).click()]);
  expect(page404.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "Nothing kept here" })).toBeVisible();
  await expect(page.locator("main")).toContainText("until a message that was part of it is deleted");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("link", { name: "Back to the chat" }).click();
  await expect(page).toHaveURL(new RegExp(`/c/${id}$`));
});

test("an answer that was stopped is not gone on with once its question is gone", async ({ chat, page, upstream }) => {
  await chat.open();
  const held = upstream.hold();
  await chat.say("Question");
  await held.say("Half of ");
  await expect(chat.newest).toContainText("Half of");
  await chat.stop.click();
  await expect(chat.newest.getByRole("button", { name: "Continue" })).toBeVisible();
  await press(chat.own.last());
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expect(chat.own.last()).toContainText(GONE);
  await expect(chat.newest).toContainText("You stopped this answer.");
  await expect(chat.newest.getByRole("button", { name: /Continue|Try again|Regenerate/ })).toHaveCount(0);
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
    await expect(answer.getByRole("button", { name: "Regenerate answer" })).toHaveCount(0);
    await expect(answer.getByText("Delete message", { exact: true })).toBeVisible();
  });

  test("each message of a long chat can be changed and deleted, and its page stays small", async ({ page, account, server }) => {
    const id = await account.conversation("Long");
    lengthen(server.database, id, 10_000);
    const answer = await page.goto(`/c/${id}`);
    expect((await answer!.body()).length).toBeLessThan(200_000);
    const articles = page.getByRole("article", { name: /^(You|AI Assistant)$/ });
    const ways = page.getByRole("link", { name: "Change or delete" });
    await expect(ways).toHaveCount((await articles.count()) - 2);

    const own = articles.filter({ hasText: "Question 9977" });
    await own.getByRole("link", { name: "Change or delete" }).click();
    await expect(page).toHaveURL(/\?at=\d+#m-\d+$/);
    await expect(own).toBeInViewport();
    await own.getByText("Edit", { exact: true }).click();
    await expect(own.getByRole("textbox", { name: "Edit your message" })).toHaveValue("Question 9977");
    await own.getByText("Delete message", { exact: true }).click();
    await own.getByRole("button", { name: "Delete", exact: true }).click();
    // Shown where it was, not at the end.
    await expect(page).toHaveURL(/\?at=\d+#m-\d+$/);
    const gone = articles.filter({ hasText: GONE });
    await expect(gone).toBeInViewport();
    await expect(gone.getByRole("link", { name: "Change or delete" })).toHaveCount(0);

    await page.getByRole("link", { name: "Show older messages" }).click();
    await expect(ways.first()).toBeVisible();
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
