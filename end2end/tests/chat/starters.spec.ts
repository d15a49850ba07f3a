// The first minutes: questions that whoever answers can answer, and the way to a language model.
import { expect, test } from "../../helpers/fresh";
import { look } from "../../helpers/looks";

const QUESTIONS = ["How do I start a chat?", "Who can read my chats?", "What do I need to talk with a language model?"];

test("an empty chat offers questions for the guide and the way to a model", async ({ come }) => {
  const { page, chat } = await come();
  await page.goto("/");
  await chat.alive();
  for (const question of QUESTIONS) await expect(page.getByRole("button", { name: question })).toBeVisible();
  await look(page, "guide");
  await page.getByText("Add a language model to this server").click();
  await expect(page.getByText("OPENAI_API_KEY=sk-...")).toBeVisible();
  await look(page, "guide-open");
});

test("each question for the guide is answered with a quote of the documentation", async ({ come }) => {
  const { page, chat } = await come();
  for (const question of QUESTIONS) {
    await page.goto("/");
    await chat.alive();
    await page.getByRole("button", { name: question }).click();
    await expect(chat.own.last()).toContainText(question);
    await chat.expectAnswer("From ");
    await expect(chat.newest.locator("blockquote").first()).toBeVisible();
    await expect(chat.newest.locator('a[href^="/docs/"]').first()).toBeVisible();
  }
});

test("a question works without any script", async ({ come }) => {
  const { page } = await come({ javaScriptEnabled: false });
  await page.goto("/");
  await page.getByRole("button", { name: QUESTIONS[1] }).click();
  await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}/);
  await expect(async () => {
    await page.reload();
    await expect(page.locator("blockquote").first()).toBeVisible({ timeout: 500 });
  }).toPass();
});

test("whoever does not look after the server is told to ask, or to bring a key", async ({ come }) => {
  await come();
  const { page, chat } = await come();
  await page.goto("/");
  await chat.alive();
  const way = page.getByRole("complementary", { name: "Language models" });
  await expect(way).toContainText("ask whoever looks after this server");
  await expect(way.getByRole("link", { name: "add a key of your own" })).toHaveAttribute("href", "/settings/keys");
  await expect(page.getByText("OPENAI_API_KEY")).toHaveCount(0);
});

test("with a language model the questions are for it", async ({ account, chat, page }) => {
  expect(account.email).toBeTruthy();
  await page.goto("/");
  await chat.alive();
  await expect(page.getByRole("complementary", { name: "Language models" })).toHaveCount(0);
  await page.getByRole("button", { name: "Explain something" }).click();
  await chat.expectAnswer("Answer to: Explain compound interest");
});
