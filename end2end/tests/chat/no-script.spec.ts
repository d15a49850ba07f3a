// Before the WASM arrives, and where it never does: forms and server-rendered pages.
import { randomUUID } from "node:crypto";
import { lengthen } from "../../helpers/database";
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
  // Nothing connects here.
  await expect(page.getByText("Connecting", { exact: true })).toBeHidden();
  await expect(async () => {
    await page.reload();
    await expect(article.filter({ hasText: "Answer to: Plain old form" })).toHaveCount(1, { timeout: 500 });
  }).toPass();

  await page.getByRole("textbox", { name: "Message", exact: true }).fill("And once more");
  await page.getByRole("button", { name: "Send message", exact: true }).click();
  await expect(article.filter({ hasText: /^(?!.*Answer).*And once more/s }).first()).toBeVisible();
});

test("older messages are a link away, and so are the newest again", async ({ page, account, server }) => {
  const id = await account.conversation("The long one");
  lengthen(server.database, id, 200);
  await page.goto(`/c/${id}`);
  const newest = page.getByText("Answer 200 with some words");
  await expect(newest).toBeVisible();
  await page.getByRole("link", { name: "Show older messages" }).click();
  await expect(page).toHaveURL(/\?before=\d+$/);
  await expect(newest).toHaveCount(0);
  const older = await page.getByRole("article").count();
  expect(older).toBeGreaterThan(10);
  await page.getByRole("link", { name: "Back to the newest messages" }).click();
  await expect(newest).toBeVisible();
});

test("a form sent twice is one message, and with other words another", async ({ page, account }) => {
  const id = await account.conversation("Forms");
  await page.goto(`/c/${id}`);
  const form = await page.locator("#composer input[name=client_id]").inputValue();
  const send = (text: string) =>
    page.request.post(`/c/${id}`, { form: { text, client_id: form }, headers: { origin: new URL(page.url()).origin } });
  for (const text of ["Only once", "Only once", "Something else"]) {
    expect((await send(text)).ok()).toBe(true);
  }
  const { messages } = await (await account.get(`/api/v1/conversations/${id}`)).json();
  const sent = messages.filter((message: { author: { kind: string } }) => message.author.kind === "user");
  expect(sent.map((message: { text: string }) => message.text)).toEqual(["Only once", "Something else"]);
});

test("while an answer is written the next message can be sent, and the answer stopped", async ({ page, account, upstream }) => {
  const id = await account.conversation("Slow");
  upstream.hold();
  await page.goto(`/c/${id}`);
  await page.getByRole("textbox", { name: "Message", exact: true }).fill("Take your time");
  await page.getByRole("button", { name: "Send message", exact: true }).click();
  await expect(page.getByRole("button", { name: "Stop the answer" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Send message", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Stop the answer" }).click();
  await expect(page.getByRole("button", { name: "Stop the answer" })).toHaveCount(0);
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
