// Deleting with ten seconds to think again; the page may be left meanwhile.
import { Shelf } from "../../helpers/shelf";
import { expect, test } from "../../helpers/test";

/** Longer than a deletion can be undone. */
const OVER = { timeout: 20_000 };

test("a deleted chat is gone at once and comes back by undo", async ({ page, chat, account, isMobile, watch }) => {
  watch.allow(/404/);
  const id = await account.conversation("Precious");
  const shelf = new Shelf(page, isMobile);
  await chat.open(id);
  await shelf.act("Precious", "Delete");
  await expect(page).toHaveURL(/\/$/);
  await expect(shelf.row("Precious")).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "Chat deleted." })).toBeVisible();
  expect((await account.get(`/api/v1/conversations/${id}`)).status()).toBe(404);
  // Reachable by keyboard.
  await shelf.undo.focus();
  await page.keyboard.press("Enter");
  await expect(shelf.row("Precious")).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(id));
  await expect(shelf.undo).toHaveCount(0);
});

test("after ten seconds a deletion is final, also where its page was closed", async ({ context, page, account, isMobile, watch, server }) => {
  watch.allow(/404/);
  const ids = [await account.conversation("Trash"), await account.conversation("Closed")];
  const other = await context.newPage();
  const [shelf, there] = [new Shelf(page, isMobile), new Shelf(other, isMobile)];
  for (const tab of [page, other]) {
    await tab.goto("/");
    await expect(tab.locator("[data-connection=live]")).toBeAttached();
  }
  await there.act("Closed", "Delete");
  await expect(there.undo).toBeVisible();
  await other.close();
  await shelf.act("Trash", "Delete");
  await expect(shelf.undo).toBeVisible();
  await expect(shelf.undo).toHaveCount(0, OVER);
  for (const id of ids) await expect.poll(() => server.log.includes(`conversation ${id} deleted`), OVER).toBe(true);
  const answer = await account.post("/api/v1/conversations/restore", { ids });
  expect((await answer.json()).ids).toEqual([]);
});

test("a page that is left and comes back within the time still offers to undo", async ({ page, chat, account, isMobile, watch }) => {
  watch.allow(/404/);
  await account.conversation("Left behind");
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.act("Left behind", "Delete");
  await expect(shelf.undo).toBeVisible();
  await page.reload();
  await chat.alive();
  await expect(page.getByText("Chat deleted.")).toBeVisible();
  await shelf.undo.click();
  await shelf.open();
  await expect(shelf.row("Left behind")).toHaveCount(1);
});

test("many are selected by range, deleted together and brought back", async ({ page, chat, account, isMobile, watch }) => {
  watch.allow(/404/);
  for (let n = 1; n <= 6; n += 1) await account.conversation(`Chat ${n}`);
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.open();
  await shelf.list.getByRole("button", { name: "Select chats" }).click();
  const box = (n: number) => shelf.row(`Chat ${n}`).getByRole("checkbox");
  await box(5).check();
  await box(2).click({ modifiers: ["Shift"] });
  await box(3).uncheck();
  const bar = page.getByRole("toolbar", { name: "Selected chats" });
  await expect(bar.getByRole("status")).toHaveText("3 selected");
  await bar.getByRole("button", { name: "Delete the selected chats" }).click();
  await expect(shelf.rows).toHaveText([/^Chat 6/, /^Chat 3/, /^Chat 1/]);
  await expect(page.getByText("3 chats deleted.")).toBeVisible();
  await expect(bar).toHaveCount(0);
  await shelf.undo.click();
  await expect(shelf.rows).toHaveCount(6);
});
