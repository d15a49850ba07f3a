// To a message in its place: what was before and after it is there.
import { lengthen } from "../../helpers/database";
import { expect, test } from "../../helpers/test";
import type { Account } from "../../helpers/account";

/** One goes on scrolling; the usual pauses grow to a second. */
const SCROLLING = { intervals: [100] };

const NEEDLE = "The needle in the haystack";

/** A question with `around` messages before and after it; returns the chat and the question's seq. */
async function haystack(account: Account, database: string, around: number): Promise<{ id: string; seq: number }> {
  const id = await account.conversation("Haystack");
  lengthen(database, id, around);
  const { message } = await account.say(id, NEEDLE);
  lengthen(database, id, around);
  return { id, seq: message.seq };
}

test("an address leads to a message far back, and on from there both ways", async ({ chat, page, account, server }, info) => {
  const { id, seq } = await haystack(account, server.database, 300);
  await page.goto(`/c/${id}?at=${seq}#m-${seq}`);
  const needle = page.locator(`#m-${seq}`);
  await expect(needle).toContainText(NEEDLE);
  await expect(needle).toBeInViewport();
  await page.screenshot({ path: info.outputPath("jump.png") });
  await chat.alive();
  await expect(needle).toBeInViewport();
  await expect(needle).toHaveAttribute("data-found", "");

  const messages = page.getByRole("region", { name: "Messages" });
  await messages.hover();
  for (const direction of [-1, 1]) {
    await expect(async () => {
      await page.mouse.wheel(0, direction * 4_000);
      expect(await needle.count()).toBe(0);
    }).toPass(SCROLLING);
    await page.goBack().catch(() => undefined);
    await page.goto(`/c/${id}?at=${seq}`);
    await chat.alive();
    await expect(needle).toBeInViewport();
    await messages.hover();
  }
  await page.getByRole("button", { name: /Jump to the newest/ }).click();
  await expect(page.getByText("Answer 300 with some words").last()).toBeInViewport();
  await chat.say("Still here?");
  await chat.expectAnswer("Answer to: Still here?");
});

test("of a very long chat only what is around the message is loaded, and more as one scrolls", async ({ chat, page, account, server }) => {
  const { id, seq } = await haystack(account, server.database, 3_000);
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/api/ui/open") && asked.push(request.url()));
  await page.goto(`/c/${id}?at=${seq}`);
  await chat.alive();
  await expect(page.locator(`#m-${seq}`)).toBeInViewport();
  await page.waitForTimeout(300);
  expect(asked.length).toBeLessThanOrEqual(2);

  const messages = page.getByRole("region", { name: "Messages" });
  await messages.hover();
  const last = async () => Number((await page.getByRole("listitem").locator("article").last().innerText()).match(/(?:Question|Answer) (\d+)/)?.[1] ?? 0);
  await expect(async () => {
    await page.mouse.wheel(0, 4_000);
    expect(await last()).toBeGreaterThan(80);
  }).toPass(SCROLLING);
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThanOrEqual(2_000);
  await expect(page.getByText("Answer 3000 with some words")).toHaveCount(0);
  await page.getByRole("button", { name: /Jump to the newest/ }).click();
  await expect(page.getByText("Answer 3000 with some words").last()).toBeInViewport();
  await chat.say("Still here?");
  await chat.expectAnswer("Answer to: Still here?");
});

test("what is sent while earlier messages are read stands at the end", async ({ chat, page, account, server }) => {
  const { id, seq } = await haystack(account, server.database, 300);
  await page.goto(`/c/${id}?at=${seq}`);
  await chat.alive();
  await expect(page.locator(`#m-${seq}`)).toBeInViewport();
  await chat.say("From far back");
  await chat.expectAnswer("Answer to: From far back");
  await expect(chat.newest).toBeInViewport();
  await expect(page.getByText("Answer 300 with some words").last()).toBeVisible();
});

test("a message that is not there leads to the chat", async ({ chat, page, account, server }) => {
  const { id } = await haystack(account, server.database, 60);
  await page.goto(`/c/${id}?at=99999`);
  await chat.alive();
  await expect(page.getByText("Answer 60 with some words").last()).toBeInViewport();
  await page.goto(`/c/${id}?at=x`);
  await chat.alive();
  await expect(page.getByText("Answer 60 with some words").last()).toBeInViewport();
});

test("the API opens a conversation around, before and after a message", async ({ account, server }) => {
  const { id, seq } = await haystack(account, server.database, 100);
  const open = async (place: string) => (await account.get(`/api/v1/conversations/${id}?${place}&limit=10`)).json();
  const seqs = (page: { messages: { seq: number }[] }) => page.messages.map((message) => message.seq);
  const around = await open(`around=${seq}`);
  expect(seqs(around)).toHaveLength(10);
  expect(seqs(around)).toContain(seq);
  const after = await open(`after=${around.after}`);
  expect(Math.min(...seqs(after))).toBeGreaterThan(around.after);
  const before = await open(`before=${around.before}`);
  expect(Math.max(...seqs(before))).toBeLessThan(around.before);
  const newest = await open("x=y");
  expect(newest.after).toBeUndefined();
  expect(newest.before).toBeTruthy();
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("links lead on, to older and to newer messages", async ({ page, account, server }) => {
    const { id, seq } = await haystack(account, server.database, 100);
    await page.goto(`/c/${id}?at=${seq}#m-${seq}`);
    await expect(page.locator("li:target")).toContainText(NEEDLE);
    await expect(page.locator("li:target")).toBeInViewport();
    await expect(page.getByText("Answer 100 with some words")).toHaveCount(1);
    await page.getByRole("link", { name: "Show newer messages" }).click();
    await expect(page).toHaveURL(/\?after=\d+$/);
    await expect(page.getByText(NEEDLE)).toHaveCount(0);
    await page.getByRole("link", { name: "Show older messages" }).click();
    await expect(page.getByText(NEEDLE).first()).toBeVisible();
    await page.getByRole("link", { name: "Back to the newest messages" }).click();
    await expect(page.getByText("Answer 100 with some words")).toBeVisible();
  });
});
