import { Shelf } from "../../helpers/shelf";
import { expect, test } from "../../helpers/test";

test("an answer streams, and the first message names the chat", async ({ chat, upstream, page }) => {
  await chat.open();
  const held = upstream.hold();
  await chat.say("How do magnets work?");
  await chat.expectOnce("How do magnets work?");
  await held.say("Spin ", "and ");
  await expect(chat.newest).toContainText("Spin and");
  await expect(chat.newest).toHaveAttribute("data-state", "streaming");
  await held.say("**exchange**.");
  await held.finish();
  await chat.expectAnswer("Spin and exchange.");
  await expect(chat.newest.locator("strong")).toHaveText("exchange");
  await expect(page).toHaveTitle(/How do magnets work/);
});

test("stopping keeps the text, and continue goes on from it", async ({ chat, upstream }) => {
  await chat.open();
  const first = upstream.hold();
  await chat.say("Count to four");
  await first.say("one two ");
  await expect(chat.newest).toContainText("one two");
  await chat.stop.click();
  await expect(chat.newest).toHaveAttribute("data-state", "stopped");
  await expect.poll(() => first.abandoned).toBe(true);

  const second = upstream.hold();
  await chat.newest.getByRole("button", { name: "Continue" }).click();
  await second.say("three four");
  await second.finish();
  await chat.expectAnswer("one two three four");
  await chat.expectOnce("Count to four");
});

test("a failed answer says what happened and can be tried again", async ({ chat, upstream }) => {
  await chat.open();
  upstream.next({ kind: "fail", status: 401, body: { error: { message: "bad key sk-secret" } } });
  await chat.say("Anybody there?");
  await expect(chat.newest).toHaveAttribute("data-state", "failed");
  await expect(chat.newest).toContainText("did not accept the server's key");
  await expect(chat.newest).not.toContainText("sk-secret");
  await chat.newest.getByRole("button", { name: "Try again" }).click();
  await chat.expectAnswer("Answer to: Anybody there?");
  await chat.expectOnce("Anybody there?");
});

test("a stream that breaks in the middle keeps its text", async ({ chat, upstream }) => {
  await chat.open();
  const held = upstream.hold();
  await chat.say("Tell me more");
  await held.say("Half of ");
  await expect(chat.newest).toContainText("Half of");
  await held.break();
  await expect(chat.newest).toHaveAttribute("data-state", "interrupted");
  await expect(chat.newest).toContainText("Half of");
});

test("a second message meanwhile waits its turn, visibly", async ({ chat, upstream }) => {
  await chat.open();
  const first = upstream.hold();
  await chat.say("First question");
  await first.arrived;
  await chat.say("Second question");
  await chat.expectOnce("First question", "Second question");
  await expect(chat.newest).toHaveAttribute("data-state", "pending");
  await first.say("First answer");
  await first.finish();
  await chat.expectAnswer("Answer to: Second question");
  const texts = (await chat.messages.allInnerTexts()).join("\n");
  const order = ["First question", "First answer", "Second question", "Answer to:"].map((text) => texts.indexOf(text));
  expect([...order].sort((a, b) => a - b)).toEqual(order);
});

test("chats are listed, renamed and deleted", async ({ chat, page, account, server, isMobile, watch }) => {
  watch.allow(/404/);
  const { user } = await (await account.get("/api/v1/me")).json();
  const id = await chat.open();
  await chat.say("Plan the garden");
  await chat.expectAnswer("Plan the garden");
  const list = page.getByRole("navigation", { name: "Conversations" });
  const openList = async () => {
    if (isMobile) await page.getByRole("link", { name: "Open the list of conversations" }).click();
  };
  await openList();
  await expect(list.getByRole("link", { name: /Plan the garden/ })).toBeVisible();
  if (isMobile) await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Rename this chat" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Title").fill("Garden 2027");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("heading", { name: "Garden 2027" })).toBeVisible();
  await openList();
  await expect(list.getByRole("link", { name: /Garden 2027/ })).toBeVisible();
  if (isMobile) await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Delete this chat" }).click();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
  await openList();
  await expect(list.getByRole("link", { name: "New chat" }).first()).toBeVisible();
  await expect(list.getByRole("link", { name: /Garden 2027/ })).toHaveCount(0);
  // The list shows the deletion before the server has answered.
  await expect.poll(async () => (await account.get(`/api/v1/conversations/${id}`)).status()).toBe(404);
  await expect.poll(async () => (await page.request.get(`/c/${id}`)).status()).toBe(404);
  // Until then it could have been undone.
  await expect.poll(() => server.log, { timeout: 30_000 }).toContain(`conversation ${id} deleted by ${user.id}`);
});

test("a new chat begins with a greeting and takes its first message", async ({ page, chat }) => {
  await page.goto("/");
  await chat.alive();
  await chat.say("Hello there");
  await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}/);
  await chat.expectAnswer("Answer to: Hello there");
  await chat.expectOnce("Hello there");
});

test("a chat opened by its address is whole in the page that came: nothing is asked for again", async ({ chat, page, account, isMobile }) => {
  const code = "```rust\nfn main() {}\n```";
  const [id, other] = [await account.conversation("Magnets"), await account.conversation("Tides")];
  await account.say(id, `How do magnets work?\n\n${code}`);
  await account.say(other, "How do tides work?");
  const asked: string[] = [];
  page.on("request", (request) => {
    const path = new URL(request.url()).pathname;
    if (/^\/api\/(ui|v1)\//.test(path)) asked.push(`${request.method()} ${path}`);
  });
  await chat.open(id);
  await expect(chat.newest).toContainText("Answer to: How do magnets work?");
  await page.waitForLoadState("networkidle");
  expect(asked).toEqual([]);

  // The ear is open: the next chat is asked for.
  const shelf = new Shelf(page, isMobile);
  await shelf.open();
  await shelf.row("Tides").getByRole("link").click();
  await expect(chat.newest).toContainText("Answer to: How do tides work?");
  expect(asked).not.toEqual([]);
});
