// A list of 1,200 chats: it grows as somebody scrolls, and finds what has not been loaded.
import { fillList } from "../../helpers/database";
import { Shelf } from "../../helpers/shelf";
import { expect, test } from "../../helpers/test";

test("1,200 chats are scrolled through, found and kept light", async ({ page, chat, account, server, isMobile }) => {
  test.slow();
  await fillList(server.database, account, 1_200);
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.open();
  expect(await shelf.rows.count()).toBeLessThanOrEqual(250);

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
    await expect(shelf.rows).toHaveCount(1_200, { timeout: 250 });
  }).toPass({ timeout: 30_000 });
  const titles = await shelf.rows.evaluateAll((rows) => rows.map((row) => row.textContent!.slice(0, 9)));
  expect(titles).toEqual(Array.from({ length: 1_200 }, (_, at) => `Chat ${String(at + 1).padStart(4, "0")}`));

  // Rows out of sight are not laid out: going through all of them stays quick.
  const frames = await box.evaluate(async (box) => {
    const times: number[] = [];
    for (let at = 0; at < 60; at += 1) {
      const begun = performance.now();
      box.scrollTo(0, (box.scrollHeight / 60) * at);
      await new Promise(requestAnimationFrame);
      times.push(performance.now() - begun);
    }
    return times.sort((a, b) => a - b);
  });
  expect(frames[30]).toBeLessThan(50);

  // Back at the beginning the page is as light as it was.
  await page.mouse.move(0, 0);
  await box.evaluate((box) => box.scrollTo(0, 0));
  await expect(shelf.rows).toHaveCount(250);
  await expect(shelf.rows.first()).toHaveText(/^Chat 0001/);

  // Narrowing what is here is instant, and draws no more than can be looked through.
  await shelf.find.fill("Chat 1");
  await expect(shelf.rows).toHaveCount(201);
  await shelf.find.fill("Chat");
  await expect(shelf.list.getByRole("status")).toHaveText("1,200 chats found");
  await expect(shelf.rows).toHaveCount(250);

  // By the keyboard one goes on past what was drawn.
  await shelf.rows.nth(248).getByRole("link").first().focus();
  for (const title of ["Chat 0250", "Chat 0251", "Chat 0252"]) {
    await page.keyboard.press("ArrowDown");
    await expect(shelf.row(title).getByRole("link").first()).toBeFocused();
  }
});
