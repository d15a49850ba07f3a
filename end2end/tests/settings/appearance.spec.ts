// How the app looks: kept for the person on every device, right in the first paint, and the same without script.
import type { Page } from "@playwright/test";
import { violations } from "../../helpers/axe";
import { expect, test } from "../../helpers/test";

const looks = (page: Page) => page.locator("html").getAttribute("data-look");
const size = (page: Page) => page.evaluate(() => getComputedStyle(document.body).fontSize);
const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("what is chosen shows at once, and is kept", async ({ page, account, elsewhere }, info) => {
      await account.get("/api/v1/me");
      await page.goto("/settings/appearance");
      await expect(page.getByRole("heading", { level: 1, name: "Appearance" })).toBeVisible();
      await expect(page.getByRole("radio", { name: "As the device" })).toBeChecked();
      const before = await size(page);
      await page.screenshot({ path: info.outputPath("before.png"), fullPage: true });
      await page.getByRole("radio", { name: "Large", exact: true }).check();
      await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
      expect(parseFloat(await size(page))).toBeGreaterThan(parseFloat(before));
      await page.getByRole("radio", { name: "Compact" }).check();
      await page.getByRole("radio", { name: "Ctrl and Enter send" }).check();
      const other = colorScheme === "dark" ? "Light" : "Dark";
      await page.getByRole("radio", { name: other, exact: true }).check();
      await expect.poll(async () => (await account.get("/api/v1/me/appearance")).json()).toEqual({
        theme: other.toLowerCase(), text_size: "large", density: "compact", send_key: "ctrl_enter", language: "browser",
      });
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: info.outputPath("chosen.png"), fullPage: true });

      // On another device, from the first byte on.
      const there = await elsewhere(account);
      const html = await (await there.account.get("/")).text();
      expect(html).toContain(`data-look="${other.toLowerCase()} large compact ctrl_enter"`);
      await there.page.goto("/");
      expect(await ground(there.page)).toBe(other === "Light" ? "rgb(245, 246, 251)" : "rgb(15, 15, 30)");
      await there.chat.open();
      await there.chat.say("A line");
      await there.chat.expectAnswer("Answer to: A line");
      await there.page.screenshot({ path: info.outputPath("elsewhere.png") });
    });
  });
}

test("the key that was chosen sends, the other begins a line", async ({ chat, page, account }) => {
  await account.patch("/api/v1/me/appearance", { send_key: "ctrl_enter" });
  await chat.open();
  await expect(page.getByText("Ctrl and Enter send")).toHaveCount(1);
  await chat.composer.press("a");
  await chat.composer.press("Enter");
  await chat.composer.press("b");
  await expect(chat.composer).toHaveValue("a\nb");
  await chat.composer.press("Control+Enter");
  await expect(chat.newest).toContainText("Answer to: a");
  await chat.expectAnswer("Answer to: a");

  // So it is where a message is edited.
  await chat.own.first().getByRole("button", { name: "Edit message" }).click();
  const editor = page.getByRole("textbox", { name: "Edit your message" });
  await editor.fill("c");
  await editor.press("Enter");
  await editor.press("d");
  await expect(editor).toHaveValue("c\nd");
  await editor.press("Control+Enter");
  await chat.expectAnswer("Answer to: c");
});

test("the button of the theme keeps the choice for the person", async ({ chat, page, account, isMobile }) => {
  await page.goto("/");
  await chat.alive();
  if (isMobile) await page.getByRole("link", { name: "Open the list of conversations" }).click();
  await page.getByRole("button", { name: "Theme: as the device" }).click();
  await page.getByRole("button", { name: "Theme: dark" }).click();
  await expect(page.getByRole("button", { name: "Theme: light" })).toBeVisible();
  expect(await looks(page)).toBe("light");
  await expect.poll(async () => (await (await account.get("/api/v1/me/appearance")).json()).theme).toBe("light");
  await page.reload();
  expect(await looks(page)).toBe("light");
});

test("the button of the theme works before anybody signs in", async ({ page, context }) => {
  await page.goto("/auth/login");
  const button = page.getByRole("button", { name: /^Theme/ });
  await button.click();
  expect(await looks(page)).toBe("dark");
  await button.click();
  await expect(page.getByRole("button", { name: "Theme: light" })).toBeVisible();
  expect(await ground(page)).toBe("rgb(245, 246, 251)");
  await page.goto("/auth/register");
  expect(await looks(page)).toBe("light");
  await page.getByRole("button", { name: "Theme: light" }).click();
  expect(await looks(page)).toBe("");
  await expect(page.getByRole("button", { name: "Theme: as the device" })).toBeVisible();
  expect((await context.cookies()).find(({ name }) => name === "appearance")?.value ?? "").toBe("");
});

test("another person's looks stay theirs", async ({ account, elsewhere }) => {
  const other = await elsewhere();
  await account.patch("/api/v1/me/appearance", { theme: "light" });
  expect(await (await other.account.get("/api/v1/me/appearance")).json()).toMatchObject({ theme: "system" });
  const refused = await account.patch("/api/v1/me/appearance", { theme: "pink" });
  expect(refused.status()).toBe(422);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("looks are saved by their form", async ({ page, account }) => {
    await account.get("/api/v1/me");
    await page.goto("/settings/appearance");
    await page.getByRole("radio", { name: "Light", exact: true }).check();
    await page.getByRole("radio", { name: "Larger" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("status").first()).toContainText("Saved");
    await expect(page.getByRole("radio", { name: "Larger" })).toBeChecked();
    await expect(page.locator("html")).toHaveAttribute("data-look", "light larger");
  });

  test("the button of the theme is not offered", async ({ page }) => {
    await page.goto("/auth/login");
    await expect(page.getByRole("button", { name: /^Theme/ })).toHaveCount(0);
  });
});
