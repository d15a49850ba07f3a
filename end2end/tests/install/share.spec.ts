import { expect, test } from "../../helpers/test";

const SHARED = "/share?title=A%20page&text=Look%20%26%20see%3A%201%2B1&url=https%3A%2F%2Fexample.org%2Fa";
const DRAFT = "A page\nLook & see: 1+1\nhttps://example.org/a";

test("what another app shares is a draft of a new chat, and is not sent", async ({ page, chat, account }) => {
  await account.get("/api/v1/me");
  await page.goto(SHARED);
  await chat.alive();
  await expect(chat.composer).toHaveValue(DRAFT);
  await expect(page).toHaveURL(/\/$/);
  await page.reload();
  await chat.alive();
  await expect(chat.composer).toHaveValue(DRAFT);
  await expect(chat.messages).toHaveCount(0);
  expect((await (await account.get("/api/v1/conversations")).json()).items).toEqual([]);
});

test("what is shared stands below what was written already", async ({ page, chat }) => {
  await page.goto("/");
  await chat.alive();
  await chat.composer.fill("My own words");
  await page.goto("/share?text=Shared");
  await chat.alive();
  await expect(chat.composer).toHaveValue("My own words\n\nShared");
});

test("what is shared waits until its person has signed in", async ({ page, chat, context, account }) => {
  await context.clearCookies();
  await page.goto("/share?text=Kept%20for%20later");
  await expect(page).toHaveURL(/\/auth\/login\?next=/);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await chat.alive();
  await expect(chat.composer).toHaveValue("Kept for later");
});
