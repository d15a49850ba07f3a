// Pages that are loaded when they are first shown.
import { expect, test } from "../../helpers/test";

test.beforeEach(() => test.skip(test.info().project.name === "phone", "the link to the settings is in the drawer there"));

test("settings are fetched when they are opened, and the chat stays as it was", async ({ page, account }) => {
  expect((await account.get("/api/v1/me")).status()).toBe(200);
  const parts: string[] = [];
  page.on("request", (request) => /split_|chunk_/.test(request.url()) && parts.push(request.url()));
  await page.goto("/");
  await expect(page.locator("[data-connection=live]")).toBeVisible();
  expect(parts.filter((url) => url.includes("split_settings"))).toEqual([]);
  await page.evaluate(() => Object.assign(window, { stayed: true }));

  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Account", exact: true })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "This device" })).toBeVisible();
  expect(parts.some((url) => url.includes("split_settings"))).toBe(true);
  await page.getByRole("link", { name: "Back to your conversations" }).click();
  await expect(page.getByRole("textbox", { name: "Message", exact: true })).toBeVisible();
  expect(await page.evaluate(() => "stayed" in window)).toBe(true);
});

test("what few messages need is fetched with the first that needs it", async ({ chat, page, account, upstream }) => {
  const id = await account.conversation("Plain");
  await account.say(id, "Only words");
  const asked = new Set<string>();
  page.on("request", (request) => {
    const path = new URL(request.url()).pathname;
    const [, part] = /split_([a-z]+)/.exec(path) ?? [];
    if (part) asked.add(part);
    if (path === "/api/ui/code") asked.add("colours of code");
  });
  await chat.open(id);
  await expect(chat.newest).toContainText("Answer to: Only words");
  await page.waitForLoadState("networkidle");
  // What is done to the list, and what keeps the page when the network goes. Nothing of drawing, formulas, colours,
  // choosing, finding, or other pages.
  expect([...asked].sort()).toEqual(["install", "shelf"]);

  await chat.say("More words");
  await chat.expectAnswer("Answer to: More words");
  expect([...asked]).toEqual(expect.arrayContaining(["markdown", "versions"]));
  const rest = ["math", "colours of code", "palette", "models", "compare", "beside", "settings", "docs", "auth", "drawing"];
  expect(rest.filter((part) => asked.has(part))).toEqual([]);

  const needs = async (part: string, text: string, drawn: string) => {
    expect([...asked]).not.toContain(part);
    upstream.next({ kind: "tokens", tokens: [text] });
    await chat.say(`Show ${part}`);
    await expect(chat.newest.locator(drawn).first()).toBeVisible();
    expect([...asked]).toContain(part);
  };
  await needs("math", "It is $x^2$.", "math");
  await needs("colours of code", "```rust\nfn main() {}\n```\n\nDone.", ".code-k");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /Find chats/ })).toBeVisible();
  expect([...asked]).toContain("palette");
});

test("a page that cannot be fetched says so, and the app lives on", async ({ page, account, context, watch }) => {
  watch.allow(/net::ERR_|Failed to fetch|WebSocket connection to|TypeError/);
  expect((await account.get("/api/v1/me")).status()).toBe(200);
  await page.goto("/");
  await expect(page.locator("[data-connection=live]")).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "This page did not load" })).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Account", exact: true })).toBeVisible();
});
