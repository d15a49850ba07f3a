import { expect, kept, test } from "./test";

const NEWER = "00000000000000aa";

const build = (page: import("@playwright/test").Page) => page.locator("link[rel=stylesheet]").getAttribute("href");

test("a newer version waits until it is wanted, and no draft is lost", async ({ installed }, info) => {
  const { site, page, chat } = installed;
  await chat.open();
  await kept(page);
  const before = await build(page);
  await chat.composer.fill("Not to be lost");
  site.deploy(NEWER);
  // The connection breaks with the old server; what it comes back to is newer.
  const prompt = page.getByRole("status").filter({ hasText: "new version of Adda" });
  await expect(prompt).toBeVisible({ timeout: 30_000 });
  expect(await build(page)).toBe(before);
  await expect(chat.composer).toHaveValue("Not to be lost");
  await page.screenshot({ path: info.outputPath("prompt.png") });

  const loaded = page.waitForEvent("load");
  await prompt.getByRole("button", { name: "Reload" }).click();
  await loaded;
  await chat.alive();
  expect(await build(page)).toContain(`/pkg/${NEWER}/`);
  await expect(chat.composer).toHaveValue("Not to be lost");
  await expect(prompt).toHaveCount(0);
  const keeps = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))).flat().map(({ url }) => url));
  expect(keeps.some((url) => url.includes(NEWER))).toBe(true);

  // Without a server it is the newer one that starts.
  await site.down();
  await page.reload();
  await expect(page.getByRole("link", { name: "To your conversations" })).toBeVisible();
  expect(await build(page)).toContain(`/pkg/${NEWER}/`);
});

test("a page that was loaded from the newer version is not asked to reload", async ({ installed }) => {
  const { site, page, chat } = installed;
  await chat.open();
  await kept(page);
  site.deploy(NEWER);
  await page.reload();
  await chat.alive();
  await expect.poll(() => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const names = await caches.keys();
    return registration?.waiting === null && registration?.installing === null && names.length;
  })).toBe(2);
  await expect(page.getByText("new version of Adda")).toHaveCount(0);
});
