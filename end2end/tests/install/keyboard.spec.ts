import { expect, test } from "../../helpers/test";

/** As on phones that lay their keyboard over the page. */
async function keyboard(page: import("@playwright/test").Page, left?: number) {
  await page.evaluate((left) => {
    const view = window.visualViewport!;
    if (left) Object.defineProperty(view, "height", { configurable: true, get: () => left });
    else delete (view as { height?: number }).height;
    view.dispatchEvent(new Event("resize"));
  }, left);
}

test("the message box stands above a keyboard that covers the page", async ({ chat, page }, info) => {
  await chat.open();
  const before = (await chat.composer.boundingBox())!;
  // The part that does this comes once the page is alive.
  await expect.poll(async () => {
    await keyboard(page, 420);
    return (await chat.send.boundingBox())!.y;
  }).toBeLessThan(420 - 44 + 1);
  await page.screenshot({ path: info.outputPath("keyboard.png") });
  await keyboard(page);
  await expect.poll(async () => (await chat.composer.boundingBox())!.y).toBe(before.y);
});

test("what opens over the page stays above the keyboard as well", async ({ chat, page }) => {
  await chat.open();
  await chat.say("Hello");
  await chat.expectAnswer("Answer to: Hello");
  const within = async (open: () => Promise<void>, name: string) => {
    await open();
    const dialog = page.getByRole("dialog", { name });
    await expect(dialog).toBeVisible();
    await expect.poll(async () => {
      await keyboard(page, 420);
      const { y, height } = (await dialog.boundingBox())!;
      return y >= 0 && y + height <= 420 + 1;
    }, { message: name }).toBe(true);
    await keyboard(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  };
  await within(() => page.keyboard.press("Control+k"), "Find anything");
  await within(() => page.keyboard.press("Control+/"), "Keyboard shortcuts");
  await within(() => page.getByRole("button", { name: "Ask several models" }).click(), "Ask several models");
  await within(async () => {
    await chat.newest.hover();
    await chat.newest.getByRole("button", { name: "Delete message" }).click();
  }, "Delete this message?");
  await within(() => page.getByRole("button", { name: /^Model: / }).click(), "Choose a model");
});
