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
