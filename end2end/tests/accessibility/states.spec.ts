// The states a chat can be in: each is reached as a person would reach it, says what one can do, and leaves a picture behind.
// What only happens among several people (muted, removed, a room that is locked or over) comes with rooms; a limit that is
// reached is in chat/limits.spec.ts, a newer version in install/update.spec.ts.
import { faultless, picture } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";
import { UNREACHABLE } from "../../helpers/watch";

test("nothing yet: an empty list, and a new chat with its starters", async ({ chat, page, account, isMobile }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await page.goto("/");
  await chat.alive();
  await expect(page.getByRole("heading", { name: /^Hello/ })).toBeVisible();
  expect(await page.locator("form[action='/c'] button[type=submit]").count()).toBeGreaterThanOrEqual(3);
  await picture(page, "new-chat");
  if (isMobile) await page.getByRole("link", { name: "Open the list of conversations" }).click();
  const list = page.getByRole("navigation", { name: "Conversations" });
  await expect(list).toContainText("Your conversations will stand here.");
  await picture(page, "empty-list");
});

test("an answer is thought about, written, stopped, broken off, failed", async ({ chat, page, upstream }) => {
  const button = (name: string) => chat.newest.getByRole("button", { name });
  await chat.open();
  const held = upstream.hold();
  await chat.say("Take your time");
  await expect(chat.newest).toContainText("Thinking");
  await picture(page, "thinking");
  await held.say("A first sentence. ");
  await expect(chat.newest).toContainText("A first sentence.");
  await expect(chat.stop).toBeVisible();
  await picture(page, "streaming");
  await chat.say("And the next");
  await expect(chat.newest).toContainText("Waits for the answer before it");
  await picture(page, "waiting");
  await chat.stop.click();
  const stopped = chat.answers.filter({ hasText: "You stopped this answer." }).first();
  await expect(stopped.getByRole("button", { name: "Continue" })).toBeVisible();
  await picture(page, "stopped");
  await chat.expectAnswer("Answer to: And the next");

  const broken = upstream.hold();
  await chat.say("Break off");
  await broken.say("Half of it");
  await expect(chat.newest).toContainText("Half of it");
  await broken.break();
  await expect(chat.newest).toHaveAttribute("data-state", "interrupted");
  await expect(button("Continue")).toBeVisible();
  await picture(page, "interrupted");

  upstream.next({ kind: "fail", status: 401 });
  await chat.say("Fail");
  await expect(chat.newest).toHaveAttribute("data-state", "failed");
  await expect(button("Try again")).toBeVisible();
  await chat.newest.getByText("Details").click();
  await expect(chat.newest.getByText(/Code/)).toBeVisible();
  await picture(page, "failed");
});

test("every state at once has nothing that axe finds", async ({ chat, page, upstream }) => {
  await chat.open();
  upstream.next({ kind: "tokens", tokens: ["# Title\n\n- a\n- b\n\n| x | y |\n| - | - |\n| 1 | 2 |\n\n```rust\nfn main() {}\n```\n[link](https://example.org)"] });
  await chat.say("Everything Markdown has");
  await expect(chat.newest).toHaveAttribute("data-state", "complete");
  upstream.next({ kind: "fail", status: 401 });
  await chat.say("Fail please");
  await expect(chat.newest).toHaveAttribute("data-state", "failed");
  const broken = upstream.hold();
  await chat.say("Break please");
  await broken.say("some text");
  await expect(chat.newest).toContainText("some text");
  await broken.break();
  await expect(chat.newest).toHaveAttribute("data-state", "interrupted");
  const held = upstream.hold();
  await chat.say("Now stream");
  await held.say("streaming text");
  await expect(chat.newest).toContainText("streaming text");
  await chat.say("And wait");
  await expect(chat.newest).toHaveAttribute("data-state", "pending");
  await faultless(page, "all states");
  await held.finish();
});

test("offline, what is sent waits under a clock; reconnecting is told", async ({ chat, page, context, watch }) => {
  watch.allow(UNREACHABLE);
  let cut = () => {};
  let refuse = false;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    if (refuse) return socket.close();
    socket.connectToServer();
    cut = () => void socket.close();
  });
  await chat.open();
  refuse = true;
  cut();
  await expect(page.getByText("The connection is lost. Reconnecting…")).toBeVisible();
  await picture(page, "reconnecting");
  await context.setOffline(true);
  await expect(page.getByText(/you are offline/i)).toBeVisible();
  await chat.say("Written on a train");
  await expect(chat.own.last().getByRole("img", { name: /Waiting for the connection/ })).toBeVisible();
  await picture(page, "offline");
  refuse = false;
  await context.setOffline(false);
  await chat.expectAnswer("Answer to: Written on a train");
});

test("a message near its longest, and signed out elsewhere", async ({ chat, page, watch }) => {
  // Asking whether the session is really over.
  watch.allow(/status of 401/);
  await chat.open();
  await chat.composer.fill("word ".repeat(12_000));
  await expect(page.getByText(/^\d+ left$/)).toBeVisible();
  await picture(page, "limit-near");
  await chat.composer.fill("Kept words");
  expect((await chat.account.post("/api/v1/auth/logout")).ok()).toBe(true);
  await expect(page.getByText("You are signed out. Sign in to go on")).toBeVisible();
  await expect(chat.composer).toHaveValue("Kept words");
  await picture(page, "signed-out");
});

test("what is not there or not one's own says so, and leads on", async ({ page, account, elsewhere, watch }, info) => {
  watch.allow(/404/);
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  const other = await elsewhere();
  const foreign = await other.account.conversation("Private plans");
  for (const path of [`/c/${foreign}`, "/c/0190b5c4-0000-7000-8000-000000000000", "/no-such-page"]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page.locator("body")).not.toContainText("Private plans");
    await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
    await page.screenshot({ path: info.outputPath(`nothing-${path.split("/").at(-1)!.slice(0, 4)}.png`) });
  }
});

test("while something is on its way, its place is shown", async ({ chat, page, isMobile }) => {
  test.skip(isMobile, "a keyboard is not at hand");
  let come = () => {};
  const coming = new Promise<void>((done) => (come = done));
  await page.route(/split_palette/, async (route) => (await coming, route.continue()));
  await chat.open();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Find anything" })).toBeVisible();
  await picture(page, "loading");
  come();
  await expect(page.getByRole("combobox", { name: /Find chats/ })).toBeVisible();
});

test("a chat that is on its way is chosen at once, and its place is shown", async ({ chat, page, account, isMobile }) => {
  const far = await account.conversation("Far away");
  await account.say(far, "From far away");
  await chat.open(await account.conversation("Near"));
  let come = () => {};
  const coming = new Promise<void>((done) => (come = done));
  await page.route("**/api/ui/open*", async (route) => (await coming, route.continue()));
  if (isMobile) await page.getByRole("link", { name: "Open the list of conversations" }).click();
  await page.getByRole("navigation", { name: "Conversations" }).getByRole("link", { name: "Far away" }).click();
  await expect(page.locator("nav a[aria-current=page]")).toHaveText(/Far away/);
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "true");
  await expect(page.getByRole("heading", { name: "Near", exact: true })).toBeHidden();
  await expect(page.getByRole("button", { name: "Delete this chat" })).toBeHidden();
  await picture(page, "coming");
  // What is written meanwhile is meant for the chat that was chosen.
  await chat.composer.fill("Written ahead");
  await chat.composer.press("Enter");
  await expect(chat.composer).toHaveValue("");
  come();
  await expect(page.getByRole("heading", { name: "Far away", exact: true })).toBeVisible();
  await expect(page.getByText("Answer to: From far away")).toBeVisible();
  await chat.expectAnswer("Answer to: Written ahead");
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
});

test("a browser in which the app does not start keeps the page, and is told", async ({ chat, page, account, watch }) => {
  watch.allow(/CompileError|too old/);
  await page.addInitScript(() => {
    const fail = () => Promise.reject(new WebAssembly.CompileError("too old"));
    Object.assign(WebAssembly, { instantiate: fail, instantiateStreaming: fail, compile: fail, compileStreaming: fail });
  });
  const id = await account.conversation("For an old browser");
  await account.say(id, "Said before");
  await page.goto(`/c/${id}`);
  await expect(page.getByRole("status").filter({ hasText: "too old for all of Adda" })).toBeVisible();
  await expect(page.getByText("Answer to: Said before")).toBeVisible();
  await expect(chat.composer).toBeInViewport({ ratio: 0.9 });
  await picture(page, "old-browser");
  await chat.say("Sent by the form");
  await expect(chat.own.filter({ hasText: "Sent by the form" })).toBeVisible();
});

test("without any script a chat is read, and goes on by its forms", async ({ browser, account, contextOptions, server }, info) => {
  const id = await account.conversation("On paper, nearly");
  await account.say(id, "Said before");
  const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: false, baseURL: server.url });
  await account.signIn(context);
  const page = await context.newPage();
  await page.goto(`/c/${id}`);
  await expect(page.getByText("Answer to: Said before")).toBeVisible();
  await expect(page.locator("[data-needs-script]:visible")).toHaveCount(0);
  await page.screenshot({ path: info.outputPath("no-script.png") });
  await context.close();
});
