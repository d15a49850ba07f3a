// Taking a chat elsewhere: one message or all of it, as Markdown.
import { lengthen } from "../../helpers/database";
import { expect, test } from "../../helpers/test";

const copied = (page: import("@playwright/test").Page) => page.evaluate(() => navigator.clipboard.readText());

test.beforeEach(async ({ context, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
});

test("a long chat is copied from its beginning, in the versions that are shown", async ({ chat, page, account, server, isMobile }) => {
  const id = await account.conversation("About trees");
  lengthen(server.database, id, 150);
  const { message } = await account.say(id, "How *tall* is it?");
  await account.post(`/api/v1/conversations/${id}/messages`, { text: "How **old** is it?", edits: message.id });
  await chat.open(id);
  if (isMobile) await page.getByRole("link", { name: "Details of this chat" }).click();
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect(page.getByText("This chat is copied as Markdown.")).toBeVisible();
  const text = await copied(page);
  expect(text).toMatch(/^# About trees\n\n\*\*AI Assistant/);
  expect(text).toContain("**Mira Sen:**\n\nQuestion 1\n\n**gpt-4o-mini (gpt-4o-mini):**\n\nAnswer 2 with **some** words");
  expect(text).toContain("How **old** is it?");
  expect(text).not.toContain("How *tall* is it?");
});

test("a message's own button copies it as it was written, and says so", async ({ chat, page, account, upstream, isMobile }) => {
  const written = "# A title\n\nSome *words*, `code` & a [link](https://example.org).\n\n```rust\nfn main() {}\n```\n\n$E = mc^2$ \\* no list\n";
  const asked = "Say *that*:\n- one\n- <two>";
  const id = await account.conversation();
  upstream.next({ kind: "tokens", tokens: [written] });
  await account.say(id, asked);
  await chat.open(id);
  for (const [message, text] of [[chat.newest, written], [chat.own.last(), asked]] as const) {
    await message.hover();
    const button = message.getByRole("button", { name: "Copy message" });
    await button.click();
    await expect(button).toHaveText("Copied");
    // Heard as well.
    await expect(page.getByRole("status").filter({ hasText: /^Copied$/ })).toHaveCount(1);
    // On a narrow screen the button is its picture alone.
    if (!isMobile) await expect(button.getByText("Copied")).toBeVisible();
    expect((await copied(page)).trimEnd()).toBe(text.trimEnd());
    await expect(button).toHaveText("Copy");
  }
});

test("the palette copies a chat as well", async ({ chat, page }) => {
  await chat.open();
  await chat.say("Say something");
  await chat.expectAnswer("Answer to: Say something");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Find anything" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("copy this");
  await palette.getByRole("option", { name: /Copy this chat as Markdown/ }).click();
  await expect(page.getByText("This chat is copied as Markdown.")).toBeVisible();
  expect(await copied(page)).toContain("**Mira Sen:**\n\nSay something\n\n**AI Assistant");
});
