// Finding what was said: the page that searches all messages, from the list's field and by itself.
import type { Page } from "@playwright/test";
import { look } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";
import type { Account } from "../../helpers/account";

/** Three chats, two of which speak of the treasure. */
async function talk(account: Account) {
  const island = await account.conversation("Island plans");
  await account.say(island, "Where was the treasure buried? Somebody must remember. It was near the old oak, I think.");
  await account.say(island, "Bring a spade.");
  const language = await account.conversation("हिन्दी अभ्यास");
  await account.say(language, "उनके कुत्ते का नाम बिस्कुट है। खज़ाना कहाँ है?");
  const money = await account.conversation("Treasure chest budget");
  const { message } = await account.say(money, "How much may the treasure chest cost?");
  return { island, language, money, message };
}

const marks = (page: Page) => page.getByRole("main").locator("mark");

test("what was said is found by its words, by chat, with the sentence around it", async ({ page, account }) => {
  const { island, message } = await talk(account);
  await page.goto("/search");
  await expect(page.getByText("Find anything you or an AI have said.")).toBeVisible();
  await look(page, "empty");

  await page.getByRole("searchbox", { name: "Search all messages" }).fill("TREASURE");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=TREASURE$/);
  const titles = page.getByRole("region", { name: "Chats" });
  await expect(titles.getByRole("link")).toHaveText(/^Treasure chest budget/);
  await expect(titles.locator("mark")).toHaveText(["Treasure"]);
  // Question and answer of either.
  const group = page.getByRole("region", { name: "Island plans" });
  await expect(group.getByRole("listitem")).toHaveCount(2);
  await expect(group.getByRole("listitem").last()).toContainText("Where was the treasure buried?");
  for (const text of await marks(page).allInnerTexts()) expect(text.toLowerCase()).toBe("treasure");
  await look(page, "found", { fullPage: true });

  await page.getByRole("region", { name: "Treasure chest budget" }).locator(`[data-message-id="${message.id}"]`).click();
  await expect(page).toHaveURL(/\/c\/.*\?at=\d+#m-\d+$/);
  const said = page.locator(`[data-message-id="${message.id}"]`);
  await expect(said).toBeInViewport();

  await page.goto("/search?q=nothing+of+the+sort");
  await expect(page.getByRole("status")).toContainText("Nothing found for “nothing of the sort”");
  await look(page, "nothing");
  expect(island).toBeTruthy();
});

test("enter in the list's field searches all messages", async ({ chat, page, account, isMobile }) => {
  await talk(account);
  await chat.open();
  if (isMobile) await page.getByRole("link", { name: "Open the list of conversations" }).click();
  const field = page.getByRole("searchbox", { name: "Find a conversation" });
  await field.fill("spade");
  await field.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=spade$/);
  await expect(marks(page)).toHaveText(["spade", "spade"]);
});

test("words of Indic scripts are found whole, and by their beginning", async ({ page, account }) => {
  await talk(account);
  for (const [asked, found] of [["कुत्ते", 2], ["बिस्कु", 2], ["ते", 0]] as const) {
    await page.goto(`/search?q=${encodeURIComponent(asked)}`);
    await expect(page.getByRole("status")).toBeVisible();
    await expect(marks(page)).toHaveCount(found);
  }
});

test("nobody finds what others said", async ({ account, elsewhere }) => {
  await talk(account);
  const other = await elsewhere();
  await other.page.goto("/search?q=treasure");
  await expect(other.page.getByRole("status")).toContainText("Nothing found");
  const answer = await (await other.account.get("/api/v1/search?q=treasure")).json();
  expect(answer).toEqual({ conversations: [], items: [] });
  expect((await (await account.get("/api/v1/search?q=treasure")).json()).items.length).toBeGreaterThan(2);
});

test("no question breaks the search", async ({ page, account }) => {
  await talk(account);
  const hostile = ['"', "'", "*", "a\" OR \"b", "NEAR(", "owner : x", "\\", "!&|()", "\0", "a".repeat(10_000), "'; DROP TABLE messages; --", "<script>alert(1)</script>"];
  for (const asked of hostile) {
    const answer = await account.get(`/api/v1/search?q=${encodeURIComponent(asked)}`);
    expect(answer.status(), asked.slice(0, 40)).toBe(200);
  }
  expect((await account.get("/api/v1/search?q=x&cursor=y")).status()).toBe(422);
  expect((await account.get("/api/v1/search")).status()).toBe(200);
  const drawn = await page.goto(`/search?q=${encodeURIComponent("<img src=x onerror=alert(1)>")}`);
  expect(drawn?.status()).toBe(200);
  await expect(page.locator("main img")).toHaveCount(0);
});

test("what is deleted is found no more", async ({ account }) => {
  const { island } = await talk(account);
  const find = async (asked: string) => (await (await account.get(`/api/v1/search?q=${asked}`)).json()).items.length;
  expect(await find("spade")).toBe(2);
  expect((await account.delete(`/api/v1/conversations/${island}`)).status()).toBe(204);
  expect(await find("spade")).toBe(0);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the search works, a page at a time", async ({ page, account }) => {
    const id = await account.conversation("Many");
    for (let at = 0; at < 16; at++) await account.say(id, `The word number ${at}`);
    await page.goto("/");
    await page.goto("/search?q=word");
    const found = page.getByRole("region", { name: "Many" }).getByRole("listitem");
    await expect(found).toHaveCount(30);
    await expect(found.first()).toContainText("number 15");
    await page.getByRole("link", { name: "Show older ones" }).click();
    await expect(found).toHaveCount(2);
    await expect(found.last()).toContainText("number 0");
    await page.getByRole("searchbox").fill("number 7");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(found).toHaveCount(2);
    await found.last().getByRole("link").click();
    await expect(page.locator("li:target")).toContainText("The word number 7");
    await expect(page.locator("li:target")).toBeInViewport();
  });
});
