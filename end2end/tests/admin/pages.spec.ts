// The pages of whoever looks after the server: read, acted on, and not there for anybody else.
import { violations } from "../../helpers/axe";
import { spend } from "../../helpers/database";
import { expect, test } from "../../helpers/fresh";
import { look } from "../../helpers/looks";

const PAGES = ["/admin", "/admin/usage", "/admin/services", "/admin/settings"];
const SECRET = "sk-hunter2-hunter2";

test.use({ settings: { OPENAI_API_KEY: SECRET, OPENAI_BASE_URL: "http://127.0.0.1:9/v1", ADDA_TELEMETRY__METRICS_TOKEN: `${SECRET}-token` } });

test("an administrator reads every page", async ({ come, fresh }) => {
  const { page, account } = await come();
  const other = await come();
  const now = Date.now();
  const used = { at: now, model: "gpt-4o-mini", key: "server", input: 60_000, output: 9_000, micros: 20_000 };
  await spend(fresh.database, other.account, [used, { ...used, model: "local/llama", key: "nobody", micros: 0 }]);
  for (const path of PAGES) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${path} fits`).toBeLessThanOrEqual(0);
    if (path === "/admin/settings") {
      const cells = await page.getByRole("cell").evaluateAll((cells) => cells.map((cell) => cell.clientWidth));
      expect(Math.min(...cells), "words have room").toBeGreaterThan(60);
    }
    await look(page, path.slice(1).replace("/", "-"), { fullPage: true });
    expect(await page.content(), path).not.toContain("hunter2");
  }
  await page.goto("/admin");
  await page.getByRole("row").filter({ hasText: other.account.email }).getByRole("link").click();
  await expect(page.getByRole("region", { name: "Used this month" })).toContainText("gpt-4o-mini");
  await look(page, "person", { fullPage: true });
  expect(account.email).not.toBe(other.account.email);
});

test("settings say where they come from, and of secrets only that they are set", async ({ come }) => {
  const { page } = await come();
  await page.goto("/admin/settings");
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });
  await expect(row("providers.openai.key")).toContainText("set");
  await expect(row("providers.openai.key")).toContainText("OPENAI_API_KEY");
  await expect(row("telemetry.metrics_token")).toContainText("ADDA_TELEMETRY__METRICS_TOKEN");
  await expect(row("auth.refresh_days")).toContainText("default");
  await expect(row("database.url")).toContainText("not set");
  await expect(page.getByRole("region", { name: "Registration" })).toContainText("Open");
});

test("people are found, and their accounts changed and deleted, without any script", async ({ come }, info) => {
  const { page, account } = await come({ javaScriptEnabled: false });
  const other = await come();
  await page.goto("/admin");
  await page.getByRole("searchbox").fill(other.account.email.slice(0, 8));
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("row").last().getByRole("link").click();

  await page.getByRole("button", { name: "Make an administrator" }).click();
  await expect(page.getByRole("status")).toContainText("Is an administrator now");
  expect((await other.account.get("/admin")).status()).toBe(200);
  await expect(page.getByText("Delete the account")).toHaveCount(0);
  await page.getByRole("button", { name: "Make a member" }).click();
  await expect(page.getByRole("status")).toContainText("Is a member now");
  expect((await other.account.get("/admin")).status()).toBe(404);

  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByRole("status")).toContainText("Signed out everywhere");
  expect((await other.account.get("/api/v1/me")).status()).toBe(401);

  await page.getByRole("button", { name: "Block", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("Blocked, and signed out everywhere");
  const { email, password } = other.account;
  const signIn = () => other.account.post("/api/v1/auth/login", { email, password });
  expect((await signIn()).status()).toBe(403);
  await page.screenshot({ path: info.outputPath("blocked.png"), fullPage: true });
  await page.getByRole("button", { name: "Unblock" }).click();
  await expect(page.getByRole("status")).toContainText("Can sign in again");
  expect((await signIn()).status()).toBe(200);

  await page.getByText("Delete the account").click();
  await page.getByLabel("E-mail of the account").fill("somebody@example.org");
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("alert")).toContainText("Nothing was deleted");
  await page.getByText("Delete the account").click();
  await page.getByLabel("E-mail of the account").fill(other.account.email);
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("status")).toContainText("The account is deleted");
  await expect(page.getByRole("row").filter({ hasText: other.account.email })).toHaveCount(0);

  // The last administrator stays one.
  await page.getByRole("row").filter({ hasText: account.email }).getByRole("link").click();
  await page.getByRole("button", { name: "Stop being an administrator" }).click();
  await expect(page.getByRole("alert")).toContainText("the last administrator");
  expect((await account.get("/admin")).status()).toBe(200);
});

test("for members and strangers nothing is there, and no link leads there", async ({ come, fresh, browser }) => {
  const admin = await come();
  const member = await come();
  const stranger = await browser.newContext({ baseURL: fresh.url });
  const { id } = (await (await admin.account.get("/api/v1/me")).json()).user;
  for (const path of [...PAGES, `/admin/people/${id}`]) {
    for (const request of [member.context.request, stranger.request]) {
      const answer = await request.get(fresh.url + path);
      expect(answer.status(), path).toBe(404);
      expect(await answer.text(), path).not.toContain(admin.account.email);
    }
    expect((await admin.account.get(path)).status(), path).toBe(200);
  }
  await stranger.close();
  await admin.chat.open();
  await admin.page.goto("/settings");
  await expect(admin.page.locator('a[href="/admin"]').first()).toBeAttached();
  await member.chat.open();
  await expect(member.page.locator('a[href^="/admin"]')).toHaveCount(0);
  await member.page.goto("/settings");
  await expect(member.page.getByRole("heading", { name: "Password" })).toBeVisible();
  await expect(member.page.locator('a[href^="/admin"]')).toHaveCount(0);
});
