// A chat shared by link: made, read by anybody without script, ended.
import type { Page } from "@playwright/test";
import { faultless, look, picture } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const HOSTILE = '<script>document.title="owned"</script>\n\n**bold** ![x](https://evil.example/x.png) [y](javascript:alert(1))';

async function link(page: Page, lives = "30 days") {
  await page.getByLabel("It works for").selectOption(lives);
  await page.getByRole("button", { name: "Make the link" }).click();
  return page.getByRole("textbox", { name: "The link" }).inputValue();
}

test("a chat is shared as it is now and taken back", async ({ page, chat, browser, watch, contextOptions, server }) => {
  watch.allow(/404/);
  await chat.open();
  await chat.say("What is a tax?");
  await chat.expectAnswer("Answer to: What is a tax?");
  await page.getByRole("link", { name: "Share this chat" }).click();
  await expect(page).toHaveURL(/\/share$/);
  await look(page, "ask", { fullPage: true });
  const address = await link(page);
  expect(address).toMatch(new RegExp(`^${server.url}/s/[\\w-]{43}$`));
  expect(page.url()).not.toContain(address.slice(-20));
  await look(page, "made", { fullPage: true });

  const stranger = await browser.newContext({ ...contextOptions, javaScriptEnabled: false });
  const reader = await stranger.newPage();
  const answer = await reader.goto(address);
  expect(answer?.status()).toBe(200);
  expect(answer?.headers()).toMatchObject({ "referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow, noarchive" });
  expect(answer?.headers()["content-security-policy"]).toContain("default-src 'none'");
  expect(await answer?.text()).not.toMatch(/<script|@example\.org/);
  await expect(reader.getByRole("article")).toHaveCount(2);
  await expect(reader.getByRole("article", { name: "Person" })).toContainText("What is a tax?");
  await expect(reader.getByRole("article", { name: "AI Assistant" })).toContainText("Answer to: What is a tax?");
  await expect(reader.locator("body")).not.toContainText(chat.account.name);
  await picture(reader, "shared", { fullPage: true });

  // With script, nothing asks for any, and nothing is wrong for other senses.
  const other = await browser.newContext(contextOptions);
  watch.context(other);
  const seen = await other.newPage();
  await seen.goto(address);
  await faultless(seen);
  await other.close();

  await chat.open(page.url().split("/").at(-2));
  await chat.say("A secret of later");
  await chat.expectAnswer("Answer to: A secret of later");
  await reader.reload();
  await expect(reader.getByRole("article")).toHaveCount(2);

  await page.goto("/settings/data");
  const row = page.getByRole("region", { name: "Shared chats" }).getByRole("listitem");
  await expect(row).toContainText("2 messages");
  await expect(row).toContainText("works until");
  await look(page, "settings", { fullPage: true });
  await row.getByRole("button", { name: /^Take back/ }).click();
  await expect(page.getByRole("status")).toContainText("taken back");
  const gone = await reader.reload();
  expect(gone?.status()).toBe(404);
  const told = await gone?.text();
  await expect(reader.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  await picture(reader, "gone", { fullPage: true });
  const unknown = await reader.goto(`${server.url}/s/${"A".repeat(43)}`);
  expect(await unknown?.text()).toBe(told);
  await stranger.close();
});

test("hostile titles and messages are text on a shared page", async ({ page, account, watch, upstream }) => {
  watch.allow(/Content.Security.Policy/i);
  upstream.next({ kind: "tokens", tokens: [HOSTILE] });
  const id = await account.conversation();
  await account.say(id, HOSTILE);
  await account.patch(`/api/v1/conversations/${id}`, { title: "<img src=x onerror=alert(1)>" });
  await page.goto(`/c/${id}/share`);
  const address = await link(page, "until I take it back");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("<img src=x onerror=alert(1)>");
  await expect(page.getByText("bold", { exact: true }).first()).toBeVisible();
  expect(await page.title()).not.toBe("owned");
  expect(asked.filter((url) => url.includes("evil") || url.endsWith(".js") || url.endsWith(".wasm"))).toEqual([]);
  await expect(page.locator("script, img, [href^='javascript:']")).toHaveCount(0);
});

test("sharing works without any script", async ({ browser, account, contextOptions, server }) => {
  const id = await account.conversation("Plain");
  await account.say(id, "Hello");
  const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: false, baseURL: server.url });
  await account.signIn(context);
  const page = await context.newPage();
  await page.goto(`/c/${id}`);
  await page.getByRole("link", { name: "Share this chat" }).click();
  const address = await link(page, "a day");
  await page.goto(address);
  await expect(page.getByRole("article", { name: "Person" })).toContainText("Hello");
  await page.goto("/settings/data");
  await page.getByRole("button", { name: /^Take back/ }).click();
  await expect(page.getByRole("status")).toContainText("taken back");
  await context.close();
});
