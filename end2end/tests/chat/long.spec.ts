import { lengthen } from "../../helpers/database";
import { expect, test } from "../../helpers/test";

const COUNT = 10_000;

test("a chat of ten thousand messages opens at its end and scrolls to its beginning", async ({ chat, page, account, server }, info) => {
  test.setTimeout(90_000);
  const id = await account.conversation("The long one");
  lengthen(server.database, id, COUNT);

  await chat.open(id);
  await expect(page.getByText(`Answer ${COUNT} with some words`)).toBeVisible();
  const opened = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return navigation.domContentLoadedEventEnd;
  });
  info.annotations.push({ type: "opened", description: `${Math.round(opened)} ms to the parsed page` });
  expect(await nodes(page)).toBeLessThanOrEqual(2_000);

  // Upwards: older messages come in above what is read, and far ones below leave the page.
  await page.getByRole("region", { name: "Messages" }).hover();
  let oldest = await first(page);
  for (let step = 0; step < 8; step++) {
    const before = oldest;
    await expect(async () => {
      await page.mouse.wheel(0, -2_500);
      oldest = await first(page);
      expect(oldest).toBeLessThan(before);
    }).toPass();
    expect(await nodes(page)).toBeLessThanOrEqual(2_000);
  }
  expect(oldest).toBeLessThan(COUNT - 100);
  await page.getByRole("button", { name: /Jump to the newest/ }).click();
  await expect(page.getByText(`Answer ${COUNT} with some words`)).toBeInViewport();
  await chat.say("Still here?");
  await chat.expectAnswer("Answer to: Still here?");
});

/** Elements of the page: the thread must not grow without end. */
function nodes(page: import("@playwright/test").Page) {
  return page.evaluate(() => document.querySelectorAll("*").length);
}

/** The number of the oldest message in the page. */
async function first(page: import("@playwright/test").Page): Promise<number> {
  const texts = await page.getByRole("article").allInnerTexts();
  const numbers = texts.map((text) => Number(/(?:Question|Answer) (\d+)/.exec(text)?.[1] ?? Number.NaN));
  return Math.min(...numbers.filter((number) => !Number.isNaN(number)));
}
