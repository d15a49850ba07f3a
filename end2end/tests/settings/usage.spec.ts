// The page of usage: read by eye, by keyboard, as a table, and taken away. Drawn by the server alone.
import { spend } from "../../helpers/database";
import { look, picture } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const DAY = 86_400_000;

/** A month of answers that looks like one: weekdays, two models, both kinds of keys. */
function month(now: number) {
  const first = Date.UTC(new Date(now).getUTCFullYear(), new Date(now).getUTCMonth(), 1);
  const entries = [];
  for (let at = first + DAY / 2; at <= now; at += DAY) {
    const weekday = new Date(at).getUTCDay();
    if (weekday === 0) continue;
    const much = weekday === 6 ? 0.2 : 0.6 + 0.4 * Math.sin(at / DAY);
    entries.push({ at, model: "gpt-4o-mini", key: "server", input: Math.round(60_000 * much), output: Math.round(18_000 * much), micros: Math.round(20_000 * much) });
    if (weekday % 2) entries.push({ at, model: "claude-sonnet-4-5", key: "user", input: Math.round(30_000 * much), output: Math.round(9_000 * much), micros: Math.round(225_000 * much) });
    if (weekday === 3) entries.push({ at, model: "local/llama", key: "nobody", input: 9_000, output: 4_000, micros: 0 });
  }
  return entries;
}

test("a month is shown as bars, tables and sums", async ({ page, account, server }) => {
  await spend(server.database, account, month(Date.now()));
  await page.goto("/settings/usage");
  await expect(page.getByRole("heading", { level: 1, name: "Usage" })).toBeVisible();
  await expect(page.getByRole("region", { name: "This month" })).toContainText("$");
  await look(page, "usage", { fullPage: true });
  const bars = page.getByRole("list", { name: "Cost of each day" }).getByRole("img");
  await bars.last().focus();
  await expect(bars.last()).toHaveAccessibleName(/^\d+ \w+: \$[\d.]+ \(.*\), \d+ answers?$/);
  await picture(page, "usage-focus");
});

test("nothing used is said kindly", async ({ page, account }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await page.goto("/settings/usage");
  await expect(page.getByText(/^Nothing was used in/)).toBeVisible();
  await look(page, "empty", { fullPage: true });
});

test("the figures are those of the answers", async ({ page, account }) => {
  const id = await account.conversation();
  await account.say(id, "One");
  await account.say(id, "Two");
  await page.goto("/settings/usage?by=tokens");
  await expect(page.getByRole("region", { name: "Today" })).toContainText("2 answers, 22 tokens in, 14 out");
  const row = page.getByRole("region", { name: "By model" }).getByRole("row").filter({ hasText: "gpt-4o-mini" });
  await expect(row).toContainText("22");
  const bar = page.getByRole("list", { name: "Tokens of each day" }).getByRole("img");
  await expect(bar).toHaveAccessibleName(/36 tokens \(the server's keys 36 tokens\), 2 answers/);
  const report = await (await account.get("/api/v1/usage")).json();
  expect(report.total.answers).toBe(2);
  const link = page.getByRole("link", { name: "Download as CSV" });
  const csv = await account.get((await link.getAttribute("href"))!);
  expect(csv.headers()["content-disposition"]).toContain("attachment");
  expect(await csv.text()).toContain("gpt-4o-mini");
});

test("another person's figures are theirs alone", async ({ page, account, elsewhere, server }) => {
  const other = await elsewhere();
  await spend(server.database, other.account, month(Date.now()));
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await page.goto("/settings/usage");
  await expect(page.getByText(/^Nothing was used in/)).toBeVisible();
});

test("any month can be chosen, and nonsense is this month", async ({ page, account, server }) => {
  const now = Date.now();
  const before = new Date(Date.UTC(new Date(now).getUTCFullYear(), new Date(now).getUTCMonth(), 0, 12));
  await spend(server.database, account, [{ at: +before, model: "old-model", key: "user", input: 5, output: 5, micros: 1_230_000 }]);
  await page.goto(`/settings/usage?month=${before.toISOString().slice(0, 7)}`);
  await expect(page.getByRole("region", { name: "By model" })).toContainText("old-model");
  await expect(page.getByRole("region", { name: "By model" })).toContainText("$1.23");
  await page.getByRole("link", { name: "The month after" }).click();
  await expect(page.getByText(/^Nothing was used in/)).toBeVisible();
  for (const month of ["2026-13", "9999-12", "<script>", "-1"]) {
    const answer = await page.goto(`/settings/usage?month=${encodeURIComponent(month)}`);
    expect(answer?.status()).toBe(200);
    await expect(page.getByText(/^Nothing was used in/)).toBeVisible();
  }
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the page is whole", async ({ page, account, server }) => {
    await spend(server.database, account, month(Date.now()));
    await page.goto("/settings/usage");
    await page.getByText("The days as a table").click();
    await expect(page.getByRole("region", { name: "By day" }).getByRole("row").nth(1)).toBeVisible();
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(/month=\d{4}-\d{2}/);
    await page.getByRole("link", { name: "Tokens" }).click();
    await expect(page.getByRole("list", { name: "Tokens of each day" })).toBeVisible();
  });
});
