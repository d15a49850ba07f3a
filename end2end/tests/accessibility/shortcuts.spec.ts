import { violations } from "../../helpers/axe";
import { expect, test } from "../../helpers/test";

test.skip(({ isMobile }) => isMobile, "a keyboard is not at hand");

test("a question mark lists all shortcuts, gives the focus back, and is a sign in a text", async ({ chat, page }, info) => {
  await chat.open();
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await chat.composer.press("?");
  await expect(chat.composer).toHaveValue("?");
  await chat.composer.press("Control+/");
  await expect(list).toBeVisible();
  await expect(list).toContainText("Find chats, actions, models and settings");
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath("list.png") });
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await expect(chat.composer).toBeFocused();

  await chat.composer.blur();
  await page.keyboard.press("?");
  await expect(list).toBeVisible();
  await list.getByRole("button", { name: "Close" }).click();
  await expect(list).toHaveCount(0);
});

test("single keys can be turned off, as those who speak their text need it", async ({ chat, page }) => {
  await chat.open();
  await page.keyboard.press("Control+/");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await list.getByLabel("Shortcuts of a single key").uncheck();
  await page.keyboard.press("Escape");
  await chat.composer.blur();
  await page.keyboard.press("/");
  await page.keyboard.press("?");
  await expect(list).toHaveCount(0);
  await expect(chat.composer).not.toBeFocused();
  await page.keyboard.press("Control+/");
  await expect(list).toBeVisible();
});

test("a key that is pressed before its part of the program has come counts when it comes", async ({ chat, page }) => {
  let come = () => {};
  const coming = new Promise<void>((resolve) => (come = resolve));
  await page.route(/split_install/, async (route) => (await coming, route.continue()));
  await chat.open();
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await page.keyboard.press("Control+/");
  await expect(list).toHaveCount(0);
  come();
  await expect(list).toBeVisible();
});

test("shortcuts do what they say", async ({ chat, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await chat.open();
  await chat.say("Copy me");
  await chat.expectAnswer("Answer to: Copy me");
  await chat.composer.blur();
  await page.keyboard.press("/");
  await expect(chat.composer).toBeFocused();
  await expect(chat.composer).toHaveValue("");

  await page.keyboard.press("Control+Shift+C");
  await expect(page.getByText("The last answer is copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("Answer to: Copy me");

  const list = page.getByRole("navigation", { name: "Conversations" });
  await page.keyboard.press("Control+Shift+S");
  await expect(list).toBeHidden();
  await page.getByRole("link", { name: "Open the list of conversations" }).click();
  await expect(list).toBeVisible();

  await page.keyboard.press("Control+Shift+O");
  await expect(page).toHaveURL(/\/$/);
  await expect(chat.composer).toBeFocused();
});
