// A list of thousands of chats: what is around the reader stands on the page, the rest has its room, and what has not been
// loaded is found.
import type { Page } from "@playwright/test";
import { fillList } from "../../helpers/database";
import { Shelf } from "../../helpers/shelf";
import { expect, test } from "../../helpers/test";

/** Most rows on the page at once, and most elements of the whole page. */
const ROWS = 150;
const NODES = 2_000;

const name = (at: number) => `Chat ${String(at).padStart(4, "0")}`;

/** The titles of the rows that can be seen now; nothing where a gap can be. */
const seen = (page: Page) =>
  page.locator("[data-list]").evaluate((box) => {
    const view = box.getBoundingClientRect();
    const inView = (element: Element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return bottom > view.top + 1 && top < view.bottom - 1;
    };
    if ([...box.querySelectorAll("li:not([data-chat])")].some(inView)) return [];
    return [...box.querySelectorAll("[data-chat]")].filter(inView).map((row) => row.textContent!.slice(0, 9));
  });

test("2,000 chats are scrolled through, found and kept light", async ({ page, chat, account, server, isMobile }) => {
  test.slow();
  await fillList(server.database, account, 2_000);
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.open();
  expect(await shelf.rows.count()).toBeLessThanOrEqual(ROWS);

  // Not loaded, found all the same.
  await shelf.find.fill("CHAT 1187");
  await expect(shelf.rows).toHaveText([/^Chat 1187/]);
  await expect(shelf.list.getByRole("status")).toHaveText("1 chat found");
  await shelf.find.fill("nothing like this");
  await expect(shelf.list).toContainText("No title contains that.");
  await shelf.find.fill("");
  await expect(shelf.rows.first()).toHaveText(/^Chat 0001/);
  await expect(shelf.row("Chat 1187")).toHaveCount(0);

  const box = shelf.list.locator("[data-list]");
  await expect(async () => {
    await box.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await expect(shelf.row(name(2_000))).toBeInViewport({ timeout: 250 });
  }).toPass({ timeout: 40_000, intervals: [100] });
  const height = await box.evaluate((box) => box.scrollHeight);

  // Going through all of them: each is there in its turn, none twice, and the page stays light and quick.
  const walk = await box.evaluate(async (box) => {
    const titles = new Set<string>();
    const times: number[] = [];
    let nodes = 0;
    const inView = (element: Element) => {
      const [view, { top, bottom }] = [box.getBoundingClientRect(), element.getBoundingClientRect()];
      return bottom > view.top && top < view.bottom;
    };
    for (let top = 0; top < box.scrollHeight; top += box.clientHeight - 60) {
      const begun = performance.now();
      box.scrollTo(0, top);
      await new Promise(requestAnimationFrame);
      times.push(performance.now() - begun);
      await new Promise(requestAnimationFrame);
      const items = [...box.querySelectorAll("li")].filter(inView);
      for (const item of items) titles.add(item.hasAttribute("data-chat") ? item.textContent!.slice(0, 9) : `blank at ${top}`);
      nodes = Math.max(nodes, document.querySelectorAll("*").length);
    }
    return { titles: [...titles], nodes, time: times.sort((a, b) => a - b)[times.length >> 1] };
  });
  expect(walk.titles).toEqual(Array.from({ length: 2_000 }, (_, at) => name(at + 1)));
  expect(walk.nodes).toBeLessThanOrEqual(NODES);
  expect(walk.time).toBeLessThan(50);
  expect(await shelf.rows.count()).toBeLessThanOrEqual(ROWS);
  expect(await box.evaluate((box) => box.scrollHeight), "gaps are as high as rows").toBe(height);

  // A jump into the middle, as by the scroll bar, lands where it is aimed at.
  await box.evaluate((box) => box.scrollTo(0, box.scrollHeight / 2));
  await expect.poll(async () => (await seen(page)).length).toBeGreaterThan(3);
  expect(Math.abs(Number((await seen(page))[0].slice(5)) - 1_000)).toBeLessThan(30);

  // Narrowing what is here is instant, begins at the first, and draws no more than can be looked through.
  await shelf.find.fill("Chat 1");
  await expect(shelf.list.getByRole("status")).toHaveText("1,000 chats found");
  await expect(shelf.rows.first()).toHaveText(/^Chat 1000/);
  await expect(shelf.rows.first()).toBeInViewport();
  await shelf.find.fill("Chat");
  await expect(shelf.list.getByRole("status")).toHaveText("2,000 chats found");
  expect(await shelf.rows.count()).toBeLessThanOrEqual(ROWS);
});

test("the focus stays on its chat when that or another moves in the list", async ({ page, chat, account, server, isMobile }) => {
  await fillList(server.database, account, 60);
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.open();
  const row = (at: number) => shelf.row(name(at));
  const link = (at: number) => row(at).getByRole("link").first();
  /** Something is said in a chat elsewhere: it comes to the top. */
  const move = async (at: number) => {
    await account.say((await row(at).getAttribute("data-chat"))!, "Hello");
    await expect(shelf.rows.first()).toHaveText(new RegExp(`^${name(at)}`));
  };
  await link(30).focus();
  await move(45);
  await expect(link(30)).toBeFocused();
  await move(30);
  await expect(link(30)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(link(45)).toBeFocused();
  const options = row(20).getByRole("button", { name: /^Options/ });
  await options.focus();
  await move(50);
  await expect(options).toBeFocused();
  // Whoever is elsewhere is left there.
  await shelf.find.focus();
  await move(51);
  await expect(shelf.find).toBeFocused();
  await shelf.find.blur();
  await move(52);
  await expect(page.locator("body")).toBeFocused();
});

test("the focus stays where it is in a long list, and goes on from there", async ({ page, chat, account, server, isMobile }) => {
  await fillList(server.database, account, 600);
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.open();
  const box = shelf.list.locator("[data-list]");
  const link = (at: number) => shelf.row(name(at)).getByRole("link").first();

  // By the arrows, past what was drawn at first.
  await link(40).focus();
  for (let at = 41; at <= 180; at += 1) {
    // What has not come yet cannot be gone to.
    await expect(shelf.row(name(at))).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
  }
  await expect(link(180)).toBeFocused();
  await expect(link(180)).toBeInViewport();

  // Out of sight it is kept, and the arrows go on from it.
  await box.evaluate((box) => box.scrollTo(0, 0));
  await expect(shelf.row(name(1))).toBeInViewport();
  await expect(shelf.row(name(100))).toHaveCount(0);
  await expect(link(180)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(link(179)).toBeFocused();
  await expect(link(179)).toBeInViewport();
  await expect.poll(() => seen(page)).toContain(name(175));

  // What is marked stays marked, and marking goes from there to here.
  await box.evaluate((box) => box.scrollTo(0, 0));
  await shelf.list.getByRole("button", { name: "Select chats" }).click();
  await shelf.row(name(2)).getByRole("checkbox").check({ force: true });
  await box.evaluate((box) => box.scrollTo(0, 250 * (box.querySelectorAll<HTMLElement>("[data-chat]")[0].offsetHeight + 1)));
  const far = shelf.row(name(250)).getByRole("checkbox");
  await far.dispatchEvent("click", { shiftKey: true });
  await expect(shelf.list.getByRole("toolbar")).toContainText("249 selected");
  await box.evaluate((box) => box.scrollTo(0, 0));
  await expect(shelf.row(name(2)).getByRole("checkbox")).toBeChecked();
});
