// A person's picture: cut by pointer or keyboard, shown where they are, gone when they want, and nobody else's.
import type { Page } from "@playwright/test";
import { faultless, look, picture } from "../../helpers/looks";
import { png } from "../../helpers/png";
import { expect, test } from "../../helpers/test";

/** Red, green and blue from left to right. */
const FLAG = png(600, 200, (x) => (x < 200 ? [220, 20, 20] : x < 400 ? [20, 180, 20] : [20, 20, 220]));
const file = { name: "flag.png", mimeType: "image/png", buffer: FLAG };

/** Which of red, green and blue the middle of the picture at `path` is. */
async function middle(page: Page, path: string): Promise<number> {
  return page.evaluate(async (path) => {
    const picture = await createImageBitmap(await (await fetch(path)).blob());
    const pen = Object.assign(document.createElement("canvas"), { width: 256, height: 256 }).getContext("2d")!;
    pen.drawImage(picture, 0, 0, 256, 256);
    const [...parts] = pen.getImageData(128, 128, 1, 1).data.slice(0, 3);
    return parts.indexOf(Math.max(...parts));
  }, path);
}

function shown(page: Page) {
  return page.getByRole("region", { name: "Your picture" }).locator("img");
}

async function path(page: Page): Promise<string> {
  return (await shown(page).getAttribute("src"))!;
}

test("a picture is cut with the keyboard and shown where the person is", async ({ page, account, chat }, info) => {
  expect(account.email).toBeTruthy();
  await page.goto("/settings/profile");
  await faultless(page);
  await page.getByLabel(/^Choose a picture/).setInputFiles(file);
  const dialog = page.getByRole("dialog", { name: "Cut your picture" });
  await expect(dialog).toBeVisible();
  await look(page, "crop");
  await expect(dialog.getByRole("application")).toBeFocused();
  for (let step = 0; step < 4; step++) await page.keyboard.press("+");
  for (let step = 0; step < 12; step++) await page.keyboard.press("Shift+ArrowLeft");
  await expect(dialog.getByRole("slider")).not.toHaveValue("1");
  await dialog.getByRole("button", { name: "Use it" }).click();
  await expect(page.getByRole("status")).toContainText("This is your picture now");
  expect(await middle(page, await path(page))).toBe(0);
  await look(page, "profile");

  await chat.open();
  await chat.say("Do I look good?");
  await chat.expectAnswer("Answer to:");
  const avatar = chat.own.last().locator('img[src^="/avatars/"]');
  // A narrow thread has no room for it.
  if (info.project.name === "wide") await expect(avatar).toBeVisible();
  await expect.poll(() => avatar.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(96);
  await picture(page, "chat");
});

test("a picture is cut by dragging, and given up by Escape", async ({ page, account }) => {
  expect(account.email).toBeTruthy();
  await page.goto("/settings/profile");
  const input = page.getByLabel(/^Choose a picture/);
  const dialog = page.getByRole("dialog", { name: "Cut your picture" });
  await input.setInputFiles(file);
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(input).toHaveValue("");
  await expect(page.getByText("No file chosen")).toBeVisible();
  await expect(input).toBeFocused();
  await input.setInputFiles(file);
  await expect(dialog).toBeVisible();
  const box = (await dialog.getByRole("application").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - box.width * 1.5, y, { steps: 8 });
  await page.mouse.up();
  await dialog.getByRole("button", { name: "Use it" }).click();
  await expect(page.getByRole("status")).toContainText("This is your picture now");
  expect(await middle(page, await path(page))).toBe(2);
  await page.getByRole("button", { name: "Remove the picture" }).click();
  await expect(page.getByRole("status")).toContainText("The picture is removed");
  await expect(shown(page)).toHaveCount(0);
});

test("a picture of another person is not there", async ({ page, account, elsewhere, watch }) => {
  expect(account.email).toBeTruthy();
  await page.goto("/settings/profile");
  await page.getByLabel(/^Choose a picture/).setInputFiles(file);
  await page.getByRole("button", { name: "Use it" }).click();
  await expect(page.getByRole("status")).toContainText("This is your picture now");
  const hers = await path(page);
  watch.allow(/404/);
  const other = await elsewhere();
  expect((await other.account.get(hers)).status()).toBe(404);
  expect((await account.get(hers)).status()).toBe(200);
});

test("what cannot be read is refused with a word", async ({ page, account }) => {
  expect(account.email).toBeTruthy();
  await page.goto("/settings/profile");
  const svg = { name: "a.png", mimeType: "image/png", buffer: Buffer.from("<svg onload='alert(1)'/>") };
  await page.getByLabel(/^Choose a picture/).setInputFiles(svg);
  await page.getByRole("button", { name: "Upload" }).click();
  await expect(page.getByRole("alert")).toContainText("could not be taken as a picture");
  await expect(shown(page)).toHaveCount(0);
});

test.describe("without any script", () => {
  test.use({ javaScriptEnabled: false });

  test("the server takes the middle", async ({ page, account }) => {
    expect(account.email).toBeTruthy();
    await page.goto("/settings/profile");
    await page.getByLabel(/^Choose a picture/).setInputFiles(file);
    await page.getByRole("button", { name: "Upload" }).click();
    await expect(page.getByRole("status")).toContainText("This is your picture now");
    const bytes = await (await account.get(await path(page))).body();
    expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xd8]);
  });
});
