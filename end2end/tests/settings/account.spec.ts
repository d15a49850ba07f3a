// The password and the account itself, as a person changes and leaves them.
import type { Page } from "@playwright/test";
import { look } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const NEW = "a zebra in the attic";

const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function change(page: Page, current: string, wanted: string) {
  await part(page, "Password").getByLabel("Current password").fill(current);
  await part(page, "Password").getByLabel("New password").fill(wanted);
  await part(page, "Password").getByRole("button", { name: "Change password" }).click();
}

async function leave(page: Page, password: string) {
  await part(page, "Delete the account").getByLabel("Your password").fill(password);
  await part(page, "Delete the account").getByRole("button", { name: "Delete my account" }).click();
}

async function signIn(page: Page, email: string, password: string) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("a changed password is the only one, here and elsewhere, and a deleted account lets nobody in", async ({ page, account, elsewhere, watch }) => {
      watch.allow(/401/, /status of 4\d\d/);
      const { email, password } = account;
      const other = await elsewhere(account);
      await page.goto("/settings");
      const said = page.getByText("The password is changed. Everywhere else you are signed out now.");

      await change(page, "not the password", NEW);
      await expect(part(page, "Password").getByRole("alert")).toBeVisible();
      await expect(said).toBeHidden();
      expect((await other.account.get("/api/v1/me")).status()).toBe(200);
      await change(page, password, NEW);
      await expect(said).toBeVisible();
      expect((await account.get("/api/v1/me")).status()).toBe(200);
      expect((await other.account.get("/api/v1/me")).status()).toBe(401);
      if (javaScriptEnabled) await look(page, "changed", { fullPage: true });

      await other.page.goto("/settings");
      await expect(other.page).toHaveURL(/\/auth\/login\?next=/);
      await signIn(other.page, email, password);
      await expect(other.page.getByRole("alert")).toHaveText(/E-mail or password is wrong/);
      await signIn(other.page, email, NEW);
      await expect(other.page).toHaveURL(/\/settings$/);

      await leave(page, password);
      await expect(part(page, "Delete the account").getByRole("alert")).toBeVisible();
      expect((await other.account.get("/api/v1/me")).status()).toBe(200);
      await leave(page, NEW);
      await expect(page).toHaveURL(/\/auth\/register$/);
      expect((await account.get("/api/v1/me")).status()).toBe(401);
      expect((await other.account.get("/api/v1/me")).status()).toBe(401);
      await other.page.goto("/settings");
      await expect(other.page).toHaveURL(/\/auth\/login\?next=/);
      await signIn(other.page, email, NEW);
      await expect(other.page.getByRole("alert")).toHaveText(/E-mail or password is wrong/);
    });
  });
}

test("a page that is open elsewhere says that it is signed out once the password is changed", async ({ page, account, elsewhere, watch }) => {
  watch.allow(/401/, /WebSocket/);
  const other = await elsewhere(account);
  await other.chat.open();
  await page.goto("/settings");
  await change(page, account.password, NEW);
  await expect(other.page.getByText("You are signed out. Sign in to go on")).toBeVisible();
});
