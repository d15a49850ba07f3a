// Before the WASM arrives, and where it never does: forms and server-rendered pages.
import { randomUUID } from "node:crypto";
import { expect, test } from "../../helpers/test";

test.use({ javaScriptEnabled: false });

test("registering, sending and reading work without any script", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/auth\/login/);
  await page.getByRole("link", { name: "Make an account" }).click();
  await page.getByLabel("Name").fill("Mira Sen");
  await page.getByLabel("E-mail").fill(`${randomUUID()}@example.org`);
  await page.getByLabel(/^Password/).fill("correct horse battery");
  await page.getByRole("button", { name: "Make an account" }).click();
  await expect(page).toHaveURL(/\/$/);

  await page.getByRole("textbox", { name: "Message", exact: true }).fill("Plain old form");
  await page.getByRole("button", { name: "Send message", exact: true }).click();
  await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}/);
  const article = page.getByRole("article");
  await expect(article.filter({ hasText: "Plain old form" }).first()).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(article.filter({ hasText: "Answer to: Plain old form" })).toHaveCount(1, { timeout: 500 });
  }).toPass();

  await page.getByRole("textbox", { name: "Message", exact: true }).fill("And once more");
  await page.getByRole("button", { name: "Send message", exact: true }).click();
  await expect(article.filter({ hasText: /^(?!.*Answer).*And once more/s }).first()).toBeVisible();
});

test("another person's chat does not exist without scripts either", async ({ page, elsewhere, account, watch }) => {
  watch.allow(/404/);
  expect((await account.get("/api/v1/me")).status()).toBe(200);
  const other = await elsewhere();
  const id = await other.account.conversation("Private plans");
  const answer = await page.goto(`/c/${id}`);
  expect(answer?.status()).toBe(404);
  await expect(page.locator("body")).not.toContainText("Private plans");
});
