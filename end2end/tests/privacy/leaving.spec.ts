// What leaves: a person's own words hidden, and every request as it was sent for them to read.
import type { Page } from "@playwright/test";
import { violations } from "../../helpers/axe";
import { look, picture } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const leaving = (page: Page) => page.getByRole("region", { name: "What leaves" });
const words = (page: Page) => page.getByRole("list", { name: "Words of your own" }).getByRole("listitem");

async function hide(page: Page, word: string) {
  await page.goto("/settings/privacy");
  await leaving(page).getByRole("textbox", { name: "A word or phrase to hide" }).fill(word);
  await leaving(page).getByRole("button", { name: "Hide it" }).click();
  await expect(leaving(page).getByRole("status")).toContainText("Hidden");
}

test("own words are hidden in what is sent, and what was sent can be read", async ({ page, account, chat, upstream }) => {
  await account.post("/api/v1/memories", { text: "I plan the launch of Project Lotus." });
  await hide(page, "Project Lotus");
  await expect(words(page)).toHaveText(["Project Lotus"]);
  await look(page, "leaving", { fullPage: true });

  await chat.open();
  await chat.say("When is the launch of project lotus? Pay it with 4242 4242 4242 4242.");
  await chat.expectAnswer("Answer to: ");
  const asked = upstream.prompts.at(-1)!;
  expect(JSON.stringify(asked)).not.toMatch(/lotus|4242|Mira/i);
  // The words and the card; not the name, which every request has.
  const link = chat.newest.getByRole("link", { name: "What was sent: 2 things hidden" });
  await picture(page, "answer");
  await link.click();
  await expect(page.getByRole("heading", { level: 1, name: "What was sent" })).toBeVisible();
  const lines = page.getByRole("region", { name: "The conversation" }).getByRole("listitem");
  await expect(lines.last()).toContainText(asked.messages.at(-1)!.content);
  await expect(lines.last().locator("mark")).toHaveText(["[TERM_1]", "[CARD_1]"]);
  const told = page.getByRole("region", { name: "Told before the conversation" });
  await expect(told.getByRole("heading", { name: "What is known of them" })).toBeVisible();
  await expect(page.locator("main")).not.toContainText(/lotus|Mira/i);
  await look(page, "sent", { fullPage: true });
  await page.getByRole("link", { name: "Back to the chat" }).click();
  await expect(page).toHaveURL(/\/c\//);
});

test("an answer is marked only where something was hidden for it", async ({ page, account, chat }) => {
  const id = await account.conversation();
  await account.say(id, "What is GST?");
  await chat.open(id);
  const sent = () => chat.newest.getByRole("link", { name: "What was sent" });
  await expect(sent()).toHaveText("What was sent");
  await chat.say("Is 4242 4242 4242 4242 a card?");
  await chat.expectAnswer("Answer to: ");
  await expect(sent()).toHaveText("What was sent: 1 thing hidden");
  await page.reload();
  await chat.alive();
  await expect(sent()).toHaveText("What was sent: 1 thing hidden");
});

test("a word that is hidden no longer goes out", async ({ page, account, upstream }) => {
  await account.get("/api/v1/me");
  await hide(page, "Lotus");
  await page.getByRole("button", { name: "Hide no longer: Lotus" }).click();
  await expect(words(page)).toHaveCount(0);
  await account.say(await account.conversation(), "What is a lotus?");
  expect(JSON.stringify(upstream.prompts.at(-1))).toContain("lotus");
});

test("a letter is no word to hide", async ({ account }) => {
  const post = (term: string) =>
    account.request.post(`${account.origin}/settings/privacy/terms`, { headers: { origin: account.origin }, form: { term }, maxRedirects: 0 });
  expect((await post("e")).headers().location).toBe("/settings/privacy?error=invalid&field=hidden_terms&about=leaving#leaving");
  expect((await account.patch("/api/v1/profile", { hidden_terms: ["e"] })).status()).toBe(422);
});

test("the word is marked while it is typed", async ({ page, account, chat }) => {
  expect((await account.patch("/api/v1/profile", { hidden_terms: ["Project Lotus"] })).ok()).toBe(true);
  await chat.open();
  await chat.composer.click();
  await chat.composer.pressSequentially("About Project Lotus:");
  await expect(page.locator("#composer mark")).toHaveText(["Project Lotus"]);
});

test("nobody else reads what was sent", async ({ account, elsewhere, watch }) => {
  watch.allow(/404/);
  const id = await account.conversation();
  const { message } = await account.say(id, "For my eyes only.");
  const sent = `/messages/${message.id}/sent`;
  await expect.poll(async () => (await account.get(sent)).status()).toBe(200);
  const other = await elsewhere();
  const answer = await other.page.goto(sent);
  expect(answer?.status()).toBe(404);
  await expect(other.page.getByRole("heading", { name: "Nothing kept here" })).toBeVisible();
  expect(await violations(other.page)).toEqual([]);
  for (const id of ["nonsense", "00000000-0000-7000-8000-000000000000"]) {
    expect((await account.get(`/messages/${id}/sent`)).status()).toBe(404);
  }
  const stranger = await account.request.get(`${account.origin}${sent}`, { headers: { cookie: "" }, maxRedirects: 0 });
  expect([303, 302, 307]).toContain(stranger.status());
});
