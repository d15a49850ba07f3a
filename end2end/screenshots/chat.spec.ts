// Not a test: takes the picture of the README, and those that browsers show before they install the app (`make screenshot`).
import { test } from "../helpers/test";
import { scene } from "./scene";

const INSTALL = { type: "jpeg", quality: 82 } as const;

test("picture of a chat", async ({ chat, page, account, upstream }) => {
  const held = await scene({ chat, account, upstream });
  await page.screenshot({ path: "../docs/images/chat.png" });
  await page.screenshot({ path: "../public/screenshots/wide.jpg", ...INSTALL });
  await held.finish();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });

  test("picture of a chat on a phone", async ({ chat, page, account, upstream }) => {
    const held = await scene({ chat, account, upstream });
    await page.screenshot({ path: "../public/screenshots/narrow.jpg", ...INSTALL });
    await held.finish();
  });
});
