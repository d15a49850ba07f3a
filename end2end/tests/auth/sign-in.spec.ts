import { randomUUID } from "node:crypto";
import { expect, test } from "../../helpers/test";

const PASSWORD = "correct horse battery";

test("registering leads to the page that asked for it", async ({ page }) => {
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/auth\/login\?next=%2Fsettings/);
  await page.getByRole("link", { name: "Make an account" }).click();
  await expect(page).toHaveURL(/\/auth\/register\?next=(%2F|\/)settings/);
  await page.getByLabel("Name").fill("Mira Sen");
  await page.getByLabel("E-mail").fill(`${randomUUID()}@example.org`);
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole("button", { name: "Make an account" }).click();
  await expect(page).toHaveURL(/\/settings$/);
});

test("signing in leads back, and a wrong password says so without saying which half", async ({ page, account, context, watch }) => {
  watch.allow(/401/);
  await context.clearCookies();
  const chat = "/c/0190b5c4-0000-7000-8000-000000000000";
  await page.goto(chat);
  await expect(page).toHaveURL(`/auth/login?next=${encodeURIComponent(chat)}`);
  const sign = async (email: string, password: string) => {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel(/^Password/).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  const alert = page.getByRole("alert");
  await sign(account.email, "wrong password");
  await expect(alert).toHaveText(/E-mail or password is wrong/);
  const sentence = await alert.innerText();
  await sign("nobody@example.org", "wrong password");
  await expect(alert).toHaveText(sentence);
  watch.allow(/404/);
  await sign(account.email, PASSWORD);
  await expect(page).toHaveURL(chat);
});

// attacks.md 9
for (const next of ["//evil.example", "https://evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)", "%2F%2Fevil.example"]) {
  test(`next leads nowhere but to our own paths: ${next}`, async ({ page, account, context, server }) => {
    await context.clearCookies();
    await page.goto(`/auth/login?next=${encodeURIComponent(next)}`);
    await page.getByLabel("E-mail").fill(account.email);
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).not.toHaveURL(/\/auth\/login/);
    expect(new URL(page.url()).origin).toBe(server.url);
  });
}

test("signing out ends the session here, and revoking ends it elsewhere", async ({ page, account, elsewhere }) => {
  const other = await elsewhere(account);
  await page.goto("/settings");
  const sessions = page.getByRole("region", { name: "Where you are signed in" }).getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  await page.getByRole("button", { name: "Sign out there" }).click();
  await expect(sessions).toHaveCount(1);
  expect((await other.account.get("/api/v1/me")).status()).toBe(401);
  expect((await account.get("/api/v1/me")).status()).toBe(200);

  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/auth\/login/);
  expect((await account.get("/api/v1/me")).status()).toBe(401);
});
