// Going on from an earlier answer: another branch beside what follows it.
import type { Locator, Page } from "@playwright/test";
import type { Chat } from "../../helpers/chat";
import { look } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";
import { UNREACHABLE } from "../../helpers/watch";

const goOn = (message: Locator) => message.getByRole("button", { name: "Go on from here" });
const bar = (page: Page) => page.locator("#composer").getByText(/^A new branch from:/);

async function twoTurns(chat: Chat) {
  const id = await chat.open();
  for (const text of ["How tall is it?", "And how wide?"]) {
    await chat.say(text);
    await chat.expectAnswer(`Answer to: ${text}`);
  }
  return id;
}

/** The answer to the first question. */
const first = (chat: Chat) => chat.answers.filter({ hasText: "Answer to: How tall is it?" });

async function branch(chat: Chat) {
  await first(chat).hover();
  await goOn(first(chat)).click();
  await expect(chat.composer).toBeFocused();
}

test("what is sent goes on from the answer, beside what followed it before", async ({ chat, page, upstream }) => {
  const id = await twoTurns(chat);
  await chat.newest.hover();
  await expect(chat.newest.getByRole("button", { name: "Quote in your reply" })).toBeVisible();
  await expect(goOn(chat.newest), "after the last answer writing does the same").toHaveCount(0);
  await chat.own.first().hover();
  await expect(chat.own.first().getByRole("button", { name: "Edit message" })).toBeVisible();
  await expect(goOn(chat.own.first())).toHaveCount(0);

  await branch(chat);
  await expect(bar(page)).toHaveText("A new branch from: \u201cAnswer to: How tall is it?\u201d");
  await look(page, "branching");
  await page.keyboard.type("And how old?");
  await page.keyboard.press("Enter");
  await chat.expectAnswer("Answer to: And how old?");
  await expect(bar(page)).toHaveCount(0);
  await expect(chat.own).toHaveCount(2);
  await expect(chat.own.last()).toContainText("2 of 2");
  expect(JSON.stringify(upstream.prompts.at(-1)), "the other branch is not told").not.toContain("how wide");
  await look(page, "branched");

  await chat.own.last().getByRole("button", { name: /Previous version/ }).click();
  await chat.expectAnswer("Answer to: And how wide?");
  await expect(chat.own.last()).toContainText("1 of 2");
  await chat.own.last().getByRole("button", { name: /Next version/ }).click();
  // The next message is an ordinary one again.
  await chat.say("And how deep?");
  await chat.expectAnswer("Answer to: And how deep?");
  await expect(chat.own).toHaveText([/How tall is it\?/, /And how old\?.*2 of 2/s, /And how deep\?/]);
  await chat.open(id);
  await expect(chat.own).toHaveCount(3);
});

test("it is left by Escape, by its button and by going to another chat", async ({ chat, page, account, isMobile }) => {
  const id = await twoTurns(chat);
  await branch(chat);
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(bar(page)).toHaveCount(0);
  await branch(chat);
  await page.getByRole("button", { name: "No new branch" }).click();
  await expect(bar(page)).toHaveCount(0);
  await expect(chat.composer).toBeFocused();

  await branch(chat);
  await expect(bar(page)).toBeVisible();
  if (isMobile) await page.getByRole("link", { name: "Open the list of conversations" }).click();
  await page.getByRole("navigation", { name: "Conversations" }).getByRole("link", { name: "New chat", exact: true }).first().click();
  await expect(page).toHaveURL(/\/$/);
  await page.goBack();
  await expect(chat.own).toHaveCount(2);
  await expect(bar(page)).toHaveCount(0);
  await chat.say("And how deep?");
  await chat.expectAnswer("Answer to: And how deep?");
  await expect(chat.own).toHaveCount(3);
  const { versions } = await (await account.get(`/api/v1/conversations/${id}`)).json();
  expect(versions ?? []).toEqual([]);
});

test("written offline it waits in its place, also in the next tab, and is sent there", async ({ chat, context, page, account, watch }) => {
  watch.allow(UNREACHABLE);
  const id = await twoTurns(chat);
  await branch(chat);
  await context.setOffline(true);
  await expect(page.getByText(/you are offline/i)).toBeVisible();
  await chat.say("And how old?");
  await expect(chat.own.last().getByRole("img", { name: /Waiting for the connection/ })).toBeVisible();
  await expect(chat.own, "what followed gives way").toHaveText([/How tall is it\?/, /And how old\?/]);
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`/c/${id}`);
  const own = again.getByRole("article", { name: "You", exact: true });
  await expect(again.getByRole("article").filter({ hasText: "Answer to: And how old?" })).toHaveCount(1, { timeout: 20_000 });
  await expect(own).toHaveText([/How tall is it\?/, /And how old\?.*2 of 2/s]);
  const { messages } = await (await account.get(`/api/v1/conversations/${id}`)).json();
  expect(messages.slice(1).map(({ text }: { text: string }) => text)).toEqual([
    "How tall is it?", "Answer to: How tall is it?", "And how old?", "Answer to: And how old?",
  ]);
});
