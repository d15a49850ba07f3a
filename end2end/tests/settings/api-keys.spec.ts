// The page of API keys: made, shown once, used, revoked.
import type { Page } from "@playwright/test";
import { look, picture } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

async function make(page: Page, name: string) {
  await page.goto("/settings/api-keys");
  const summary = page.getByText("Make a key", { exact: true });
  if (await summary.isVisible()) await summary.click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("checkbox", { name: /^Read/ }).check();
  await page.getByLabel("It works for").selectOption("a year");
  await page.getByRole("button", { name: "Make the key" }).click();
  return page.getByRole("textbox", { name: "The new API key" }).inputValue();
}

test("a key is shown once, works, and is revoked", async ({ page, account, server, context, playwright }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await page.goto("/settings/api-keys");
  await picture(page, "none", { fullPage: true });
  const secret = await make(page, "Notebook");
  expect(secret).toMatch(/^adda_/);
  await look(page, "made", { fullPage: true });
  await expect(page.getByRole("region", { name: "How to use one" })).toContainText(`${server.url}/v1/chat/completions`);
  await page.getByRole("button", { name: "Copy", exact: true }).first().click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);

  const program = await playwright.request.newContext({ extraHTTPHeaders: { authorization: `Bearer ${secret}` } });
  expect((await program.get(`${server.url}/api/v1/conversations`)).status()).toBe(200);

  await page.reload();
  await expect(page.locator("body")).not.toContainText(secret);
  await expect(page.getByRole("textbox", { name: "The new API key" })).toHaveCount(0);
  const row = page.getByRole("region", { name: "Your API keys" }).getByRole("listitem");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(`adda_…${secret.slice(-4)}`);
  await expect(row).toContainText("works until");
  await row.getByText("Revoke", { exact: true }).click();
  await row.getByRole("button", { name: "Revoke this key" }).click();
  await expect(page.getByRole("status")).toContainText("revoked");
  await expect(row).toHaveCount(0);
  expect((await program.get(`${server.url}/api/v1/conversations`)).status()).toBe(401);
  await program.dispose();
});

test("a key without a scope is not made", async ({ page, account }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await page.goto("/settings/api-keys");
  await page.getByLabel("Name").fill("Nothing");
  await page.getByRole("checkbox", { name: /^Ask/ }).uncheck();
  await page.getByRole("button", { name: "Make the key" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page).toHaveURL(/error=/);
});

test("another person's key cannot be revoked, and names are text", async ({ page, account, elsewhere }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await make(page, "<img src=x onerror=alert(1)>");
  await expect(page.getByText("<img src=x onerror=alert(1)>")).toBeVisible();
  const { items } = await (await account.get("/api/v1/api-keys")).json();
  const other = await elsewhere();
  const answer = await other.account.request.post(`${other.account.origin}/settings/api-keys/${items[0].id}/revoke`, {
    headers: { origin: other.account.origin },
    form: {},
    maxRedirects: 0,
  });
  expect(answer.headers().location).toBe("/settings/api-keys?error=not_found");
  expect((await (await account.get("/api/v1/api-keys")).json()).items).toHaveLength(1);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a key is made and revoked by forms", async ({ page, account }) => {
    expect((await account.get("/api/v1/me")).ok()).toBe(true);
    expect(await make(page, "Plain")).toMatch(/^adda_/);
    await page.getByText("Revoke", { exact: true }).click();
    await page.getByRole("button", { name: "Revoke this key" }).click();
    await expect(page.getByRole("status")).toContainText("revoked");
  });
});
