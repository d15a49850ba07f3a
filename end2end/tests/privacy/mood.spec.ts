// How a person's days felt, for their eyes alone, and gone with one switch.
import type { Page } from "@playwright/test";
import { feel } from "../../helpers/database";
import { faultless, picture } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const mood = (page: Page) => page.getByRole("region", { name: "Mood", exact: true });
/** A month that looks like one: a low week, days without a word, and better ones since. */
const MONTH = Array.from({ length: 30 }, (_, at) => (at % 7 === 2 ? null : Math.round(55 * Math.sin((at - 14) / 7) + 18 * Math.cos(at * 2.3))));

test("the last days are a line, dots and a table", async ({ page, account, server }) => {
  await feel(server.database, account, MONTH);
  await page.goto("/settings/privacy");
  await expect(mood(page).getByRole("img")).toHaveAccessibleName(/^Mood of the last 30 days\. The trend is .*bright now\.$/);
  await expect(mood(page).locator("circle")).toHaveCount(27);
  await mood(page).getByText("The days as a table").click();
  await expect(mood(page).getByRole("row")).toHaveCount(27);
  await faultless(page);
  await mood(page).getByText("The days as a table").click();
  await picture(page, "privacy", { fullPage: true });
});

test("switched off, all that was read is gone, and switching on brings nothing back", async ({ page, account, server }) => {
  await feel(server.database, account, [30, 40, 50]);
  await page.goto("/settings/privacy");
  await expect(mood(page).getByRole("img")).toBeVisible();
  await page.getByRole("switch", { name: "Mood" }).click();
  await expect(mood(page).getByRole("status")).toContainText("all that was read is removed");
  await expect(mood(page).getByRole("img")).toHaveCount(0);
  expect(await (await account.get("/api/v1/mood")).json()).toEqual({ on: false, days: [] });
  await page.getByRole("switch", { name: "Mood" }).click();
  await expect(mood(page)).toContainText("Nothing was read in the last 30 days.");
});

test("nobody else sees it", async ({ page, account, elsewhere, server }) => {
  const other = await elsewhere();
  await feel(server.database, other.account, [80, 80, 80]);
  await account.get("/api/v1/me");
  await page.goto("/settings/privacy");
  await expect(mood(page)).toContainText("Nothing was read in the last 30 days.");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("it is switched off by its form", async ({ page, account, server }) => {
    await feel(server.database, account, [10, 20]);
    await page.goto("/settings/privacy");
    await page.getByRole("switch", { name: "Mood" }).click();
    await expect(page.getByRole("switch", { name: "Mood" })).toHaveAttribute("aria-checked", "false");
    expect((await (await account.get("/api/v1/mood")).json()).days).toEqual([]);
  });
});
