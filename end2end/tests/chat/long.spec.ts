import { lengthen } from "../../helpers/database";
import { expect, test } from "../../helpers/test";

const COUNT = 10_000;

test("a chat of ten thousand messages opens at its end, goes back as one scrolls, and stays small", async ({ chat, page, account, server }, info) => {
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

test("what is read stands still while older messages are put above it", async ({ chat, page, account, server }) => {
  const id = await account.conversation("The long one");
  lengthen(server.database, id, COUNT);
  // Older messages come when the test says so: by then nothing else moves.
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  let asked = 0;
  await page.route(/\/api\/ui\/open$/, async (route) => {
    asked++;
    await released;
    await route.continue();
  });
  await chat.open(id);
  await expect(page.getByText(`Answer ${COUNT} with some words`)).toBeInViewport();
  await page.getByRole("region", { name: "Messages" }).hover();
  await expect(async () => {
    await page.mouse.wheel(0, -1_000);
    expect(asked).toBeGreaterThan(0);
  }).toPass();
  const oldest = await first(page);
  const { number, y } = await still(page);
  release();
  await expect.poll(() => first(page)).toBeLessThan(oldest);
  const after = await still(page, number);
  expect(Math.abs(after.y - y), `message ${number}: ${y} px, then ${after.y} px`).toBeLessThan(2);
});

/** Where a message is once the page has come to rest; without its number, one that is in view. */
async function still(page: import("@playwright/test").Page, wanted?: number): Promise<{ number: number; y: number }> {
  return page.getByRole("article").evaluateAll(async (_, wanted) => {
    const numbered = () =>
      [...document.querySelectorAll("article, [role=article]")].flatMap((article) => {
        const number = Number(/(?:Question|Answer) (\d+)/.exec((article as HTMLElement).innerText)?.[1] ?? Number.NaN);
        return Number.isNaN(number) ? [] : [{ number, y: article.getBoundingClientRect().y }];
      });
    const shown = numbered().find(({ number, y }) => (wanted === undefined ? y > innerHeight / 4 : number === wanted));
    if (!shown) throw new Error(`message ${wanted} is not in the page`);
    let y = shown.y;
    for (let calm = 0; calm < 15; ) {
      await new Promise((done) => requestAnimationFrame(done));
      const now = numbered().find(({ number }) => number === shown.number)!.y;
      calm = now === y ? calm + 1 : 0;
      y = now;
    }
    return { number: shown.number, y };
  }, wanted);
}

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
