// Ctrl+K: chats, messages, models and actions, with the keyboard alone.
import type { Page } from "@playwright/test";
import { look } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const palette = (page: Page) => page.getByRole("dialog", { name: "Find anything" });
const field = (page: Page) => palette(page).getByRole("combobox");
const rows = (page: Page, kind: string) => palette(page).getByRole("group", { name: kind }).getByRole("option");

test("the palette opens, finds and looks right", async ({ chat, page, account }) => {
  const id = await account.conversation("Island plans");
  await account.say(id, "Where was the treasure buried? It was near the old oak, I think.");
  await account.conversation("Treasure chest budget");
  await chat.open();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await expect(rows(page, "Recent chats").first()).toBeVisible();
  await look(page, "palette");

  await page.keyboard.type("treasure");
  await expect(rows(page, "Chats")).toHaveText([/Treasure chest budget/]);
  await expect(rows(page, "Messages").first().locator("mark").first()).toHaveText("treasure");
  await look(page, "found");
});

test("arrows choose, enter opens, escape gives the focus back", async ({ chat, page, account }) => {
  const id = await account.conversation("Island plans");
  const { message } = await account.say(id, "The treasure is under the oak");
  await chat.open();
  await chat.composer.focus();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(chat.composer).toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("treasure");
  await expect(rows(page, "Messages")).toHaveCount(3);
  await expect(rows(page, "Messages").first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(rows(page, "Messages").nth(1)).toHaveAttribute("aria-selected", "true");
  const active = await field(page).getAttribute("aria-activedescendant");
  await expect(rows(page, "Messages").nth(1)).toHaveAttribute("id", active!);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(rows(page, "Messages").last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/c/${id}\\?at=${message.seq}$`));
  await expect(page.locator(`#m-${message.seq}`)).toBeFocused();
  await expect(page.locator(`#m-${message.seq}`)).toBeInViewport();
});

test("tab stays in the palette", async ({ chat, page }) => {
  await chat.open();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() => document.activeElement === document.body || !!document.activeElement?.closest("dialog[open]"));
    expect(inside).toBe(true);
  }
});

test("actions are done", async ({ chat, page, account }) => {
  await account.conversation("Another chat");
  await chat.open();
  const run = async (words: string) => {
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await page.keyboard.type(words);
    await expect(rows(page, "Actions").first()).toBeVisible();
    while ((await rows(page, "Actions").first().getAttribute("aria-selected")) !== "true") await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(palette(page)).toBeHidden();
  };
  await run("theme light");
  await expect(page.locator("html")).toHaveAttribute("data-look", "light");
  await run("rename");
  await expect(page.getByRole("dialog", { name: "Rename this chat" })).toBeVisible();
  await page.keyboard.press("Escape");
  await run("new chat");
  await expect(page).toHaveURL(/\/$/);
  await run("usage");
  await expect(page).toHaveURL(/\/settings\/usage$/);
});

test("a model is chosen, and all messages are a row away", async ({ chat, page }) => {
  await chat.open();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("guide");
  await rows(page, "Models").first().click();
  await expect(page.getByRole("button", { name: /^Model: .*guide/i })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("a & b");
  await rows(page, "Messages").last().click();
  await expect(page).toHaveURL(/\/search\?q=a%20%26%20b$/);
});

test("the button opens it as well", async ({ chat, page, isMobile }) => {
  await chat.open();
  if (isMobile) await page.getByRole("link", { name: "Open the list of conversations" }).click();
  await page.getByRole("button", { name: "Find anything" }).click();
  await expect(field(page)).toBeFocused();
  if (isMobile) await palette(page).getByRole("button", { name: "Close" }).click();
  else await page.mouse.click(5, 5);
  await expect(palette(page)).toBeHidden();
});

test("what is typed while the palette is on its way is not lost", async ({ chat, page, account, isMobile }) => {
  test.skip(isMobile, "a keyboard is not at hand");
  await account.conversation("Island plans");
  await account.conversation("Treasure chest budget");
  let come = () => {};
  const coming = new Promise<void>((done) => (come = done));
  let asked = false;
  // Its code does not come before all is typed.
  await page.route(/palette.*\.wasm/, async (route) => {
    asked = true;
    await coming;
    await route.continue();
  });
  await chat.open();
  await chat.composer.focus();
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeVisible();
  await expect(field(page)).toHaveCount(0);
  await page.keyboard.type("treasureX");
  await page.keyboard.press("Backspace");
  expect(asked).toBe(true);
  come();
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(" chest");
  await expect(field(page)).toHaveValue("treasure chest");
  await expect(rows(page, "Chats")).toHaveText([/Treasure chest budget/]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Treasure chest budget" })).toBeVisible();
  await expect(chat.composer).toHaveValue("");
});
