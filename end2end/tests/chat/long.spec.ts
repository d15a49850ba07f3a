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

  // Upwards, page by page: what was read stays where it is while older messages come in above it.
  const seen = new Set<number>();
  for (let step = 0; step < 12; step++) {
    const before = await first(page);
    seen.add(before);
    await page.getByText(new RegExp(`^(Question|Answer) ${before}\\b`)).first().scrollIntoViewIfNeeded();
    await page.mouse.move(400, 400);
    await page.mouse.wheel(0, -2_000);
    await expect.poll(() => first(page)).toBeLessThan(before);
  }
  expect(seen.size).toBeGreaterThan(8);
  expect(await nodes(page)).toBeLessThanOrEqual(2_000);
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
