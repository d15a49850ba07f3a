// The whole way by the keyboard: signing in, writing, the list, versions, the settings, and back. No mouse, no shortcut to an
// address but the first.
import type { Page } from "@playwright/test";
import { expect, test } from "../../helpers/test";

test.skip(({ isMobile }) => isMobile, "a keyboard is not at hand");

/** What the focus is on, as a screen reader would call it. */
async function focused(page: Page) {
  return page.evaluate(() => {
    const at = document.activeElement as HTMLElement | null;
    if (!at || at === document.body) return "";
    const label = (at as HTMLInputElement).labels?.[0]?.innerText;
    return (at.getAttribute("aria-label") ?? label ?? at.innerText ?? "").replace(/\s+/g, " ").trim();
  });
}

/** Presses `key` until the focus is on what is called `name`. */
async function tabTo(page: Page, name: RegExp, key = "Tab") {
  const passed: string[] = [];
  for (let step = 0; step < 120; step++) {
    await page.keyboard.press(key);
    const at = await focused(page);
    if (name.test(at)) return;
    passed.push(at);
  }
  throw new Error(`${name} cannot be reached: ${passed.slice(0, 60).join(" · ")}`);
}

test("from signing in to the settings and back, without a mouse", async ({ page, chat, account, context }, info) => {
  await account.conversation("Rent");
  const other = await account.conversation("Trip to Pune");
  await account.say(other, "Which train?");
  await context.clearCookies();

  await page.goto("/auth/login");
  await tabTo(page, /^E-mail/);
  await page.keyboard.type(account.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(account.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/$/);
  await chat.alive();

  // A new chat.
  await page.locator("body").press("Tab");
  if (!/^Message/.test(await focused(page))) await tabTo(page, /^Message$/);
  await page.keyboard.type("What is a tax?");
  await page.keyboard.press("Enter");
  await chat.expectAnswer("Answer to: What is a tax?");
  await expect(chat.composer).toBeFocused();

  // Another answer, and the first one again.
  await tabTo(page, /^Regenerate answer$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(chat.newest).toContainText("2 of 2");
  await chat.expectAnswer("Answer to: What is a tax?");
  await tabTo(page, /^Previous version/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(chat.newest).toContainText("1 of 2");
  await page.screenshot({ path: info.outputPath("versions.png") });

  // The question, in other words.
  await tabTo(page, /^Edit message$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  const editor = page.getByRole("textbox", { name: "Edit your message" });
  await expect(editor).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("What is a fee?");
  await tabTo(page, /^Save and send$/);
  await page.keyboard.press("Enter");
  await chat.expectAnswer("Answer to: What is a fee?");

  // The list: a chat is opened, another one is pinned through its menu.
  await tabTo(page, /^Trip to Pune/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/c/${other}$`));
  await chat.expectAnswer("Answer to: Which train?");
  await tabTo(page, /^Options of Rent/, "Shift+Tab");
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu");
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  for (let step = 0; step < 12 && !/^Pin/.test(await focused(page)); step++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Conversations" }).getByRole("list", { name: "Pinned", exact: true })).toBeVisible();
  await page.screenshot({ path: info.outputPath("list.png") });

  // The settings: another text size is chosen, and they lead back.
  await tabTo(page, /^Settings$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Account", exact: true })).toBeVisible();
  await tabTo(page, /^Appearance$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Appearance" })).toBeVisible();
  for (let step = 0; step < 30; step++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => (document.activeElement as HTMLInputElement).name === "text_size")) break;
  }
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("html")).toHaveAttribute("data-look", /large/);
  await page.screenshot({ path: info.outputPath("settings.png") });
  await tabTo(page, /^Back to your conversations$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(chat.composer).toBeVisible();
});
