// The layout from right to left, in the pseudo-language of debug builds: what is misplaced in it would be so in Arabic or
// Urdu, and a text that does not look like it is not in the catalogue.
import { violations } from "../../helpers/axe";
import { expect, test } from "../../helpers/test";

test.use({ locale: "ar-XB" });

const PAGES = ["/", "/chats", "/search?q=a", "/settings", "/settings/appearance", "/settings/profile", "/settings/privacy", "/settings/keys", "/settings/api-keys", "/settings/usage", "/settings/data"];

// Where things stand is the same in both themes.
test("pages fit from right to left", async ({ page, account }, info) => {
  await account.get("/api/v1/me");
  await page.goto("/");
  test.skip((await page.locator("html").getAttribute("dir")) !== "rtl", "a release has no pseudo-language");
  for (const path of PAGES) {
    await page.goto(path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${path} fits`).toBeLessThanOrEqual(0);
    expect(await violations(page), path).toEqual([]);
    await page.screenshot({ path: info.outputPath(`${path.split("?")[0].replaceAll("/", "-").slice(1) || "start"}.png`), fullPage: true });
  }
});

test("a chat runs from right to left, code in it from left to right", async ({ page, account, upstream, isMobile }, info) => {
  upstream.next({ kind: "tokens", tokens: ["السلام عليكم\n\n```rust\nlet a = 1;\n```\n\n- one\n- two"] });
  const id = await account.conversation();
  await page.goto(`/c/${id}`);
  test.skip((await page.locator("html").getAttribute("dir")) !== "rtl", "a release has no pseudo-language");
  await expect(page.locator("[data-connection=live]")).toBeAttached();
  await page.locator("#composer-text").fill("hello");
  await page.locator("#composer-text").press("Enter");
  // The greeting before it is complete already, and while an answer is written another button stands there.
  await expect(page.getByRole("article").last()).toContainText("السلام عليكم");
  await expect(page.getByRole("article").last()).toHaveAttribute("data-state", "complete");
  await page.screenshot({ path: info.outputPath("chat.png") });
  const width = page.viewportSize()!.width;
  const send = (await page.locator("#composer button[type=submit]").last().boundingBox())!;
  expect(send.x, "the button that sends stands at the line's end").toBeLessThan(width / 2);
  await expect(page.locator("pre").first()).toHaveCSS("direction", "ltr");
  if (!isMobile) {
    const list = (await page.getByRole("navigation").first().boundingBox())!;
    expect(list.x, "the list of chats stands where lines begin").toBeGreaterThan(width / 2);
  }
  expect(await violations(page)).toEqual([]);
});
