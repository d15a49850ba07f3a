// Whatever is pressed on a phone is large enough for a thumb.
import { expect, test } from "../../helpers/fresh";
import { STRANGERS, addresses, furnish } from "../../helpers/pages";
import { Shelf } from "../../helpers/shelf";
import { tooSmall } from "../../helpers/targets";

test.skip(({ isMobile }) => !isMobile, "a phone");

// An answer by a model has left, and what was sent is kept.
test.use({ settings: async ({ upstream }, use) => use({ OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url }) });

test("everything that is pressed on a page is large enough", async ({ come }) => {
  test.slow();
  const { page, context, account, watch } = await come();
  watch.allow(/404/);
  const scene = await furnish(account, "Compound interest");
  for (const title of ["Rent", "Taxes"]) await account.patch(`/api/v1/conversations/${await account.conversation(title)}`, { category: title });
  for (const path of [...addresses(scene), ...Object.values(STRANGERS)]) {
    if (path.startsWith("/auth")) await context.clearCookies();
    await page.goto(path);
    await expect(page.locator("h1").first(), path).toBeAttached();
    expect.soft(await tooSmall(page), path).toEqual([]);
  }
});

test("everything that is pressed in a living chat is large enough: drawers, menus, dialogs, an answer in all its parts", async ({ come, upstream }) => {
  const { page, account, chat } = await come();
  for (const title of ["Rent", "Taxes"]) await account.patch(`/api/v1/conversations/${await account.conversation(title)}`, { category: title });
  const shelf = new Shelf(page, true);
  const id = await chat.open();
  const code = Array.from({ length: 60 }, (_, at) => `let a${at} = ${at};`).join("\n");
  upstream.next({ kind: "tokens", tokens: [`See [a page](https://example.org)[^1].\n\n\`\`\`rust\n${code}\n\`\`\`\n\n- [x] done\n\n[^1]: A note.`] });
  await chat.say("Show me, bob@example.org");
  await chat.expectAnswer("A note.");
  await account.post(`/api/v1/conversations/${id}/messages`, { text: "Again" });
  await chat.expectAnswer("Answer to: Again");
  const look = async (what: string) => expect.soft(await tooSmall(page), what).toEqual([]);
  await chat.composer.fill("Write to bob@example.org");
  await expect(page.locator("form button[type=button]", { hasText: "bob@example.org" })).toBeVisible();
  await look("the chat");

  await shelf.open();
  await look("the list");
  await shelf.list.getByRole("button", { name: "Select chats" }).click();
  await shelf.row("Rent").getByRole("checkbox").check();
  await look("chats that are selected");
  await page.getByRole("button", { name: "Give the selected chats a category" }).click();
  await expect(page.getByRole("dialog", { name: "Choose a category" })).toBeVisible();
  await look("the choice of a category");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "End the selection" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Details of this chat" }).click();
  await look("the details");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Model: / }).click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await look("the models");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /Find chats/ })).toBeFocused();
  await look("the palette");
});
