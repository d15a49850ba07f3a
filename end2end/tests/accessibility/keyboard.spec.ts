import { expect, test } from "../../helpers/test";

test("a chat needs no mouse", async ({ chat, page, upstream }) => {
  await chat.open();
  await chat.composer.focus();
  await page.keyboard.type("Line one");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("line two");
  await expect(chat.composer).toHaveValue("Line one\nline two");
  const held = upstream.hold();
  await page.keyboard.press("Enter");
  await expect(chat.composer).toHaveValue("");
  await expect(chat.composer).toBeFocused();
  await held.say("Some text ");
  await expect(chat.newest).toContainText("Some text");
  await page.keyboard.press("Escape");
  await expect(chat.newest).toHaveAttribute("data-state", "stopped");

  await tabTo(page, "Continue");
  await page.keyboard.press("Enter");
  await expect(chat.newest).toHaveAttribute("data-state", "complete");
});

test("every stop of the Tab key is visible", async ({ chat, page }) => {
  // Without transitions a style is what it is at once.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await chat.open();
  await page.locator("body").press("Tab");
  for (let step = 0; step < 12; step++) {
    const shown = await page.evaluate(async () => {
      const at = document.activeElement as HTMLElement | null;
      if (!at || at === document.body) return true;
      const around = [at, at.parentElement!, at.parentElement!.parentElement!];
      const look = () => around.map((part) => {
        const { outline, boxShadow, borderColor } = getComputedStyle(part);
        return `${outline} ${boxShadow} ${borderColor}`;
      }).join();
      const settled = () => new Promise((done) => setTimeout(done, 40));
      await settled();
      const focused = look();
      at.blur();
      await settled();
      const blurred = look();
      at.focus();
      return focused !== blurred;
    });
    expect(shown, await page.evaluate(() => document.activeElement?.outerHTML)).toBe(true);
    await page.keyboard.press("Tab");
  }
});

async function tabTo(page: import("@playwright/test").Page, name: string) {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press("Shift+Tab");
    const text = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText?.trim());
    if (text === name) return;
  }
  throw new Error(`${name} cannot be reached with the Tab key`);
}
