// What is shown before the server has agreed is taken back, with a word, where it does not.
import type { Page, Route } from "@playwright/test";
import { Shelf } from "../../helpers/shelf";
import { expect, test } from "../../helpers/test";
import { UNREACHABLE } from "../../helpers/watch";

const INTERNAL = { status: 500, contentType: "application/json", body: `{"code":"internal","message":"Something went wrong."}` };

/** Holds the next call of this name until its answer is given; those after it pass. */
async function hold(page: Page, name: string) {
  let answer!: (act: (route: Route) => Promise<void>) => void;
  const answered = new Promise<(route: Route) => Promise<void>>((done) => (answer = done));
  await page.route(`**/api/ui/${name}`, async (route) => (await answered)(route), { times: 1 });
  return answer;
}

test.beforeEach(async ({ page, chat, account, watch }) => {
  watch.allow(UNREACHABLE, /status of 500/);
  for (const title of ["First", "Second", "Third"]) await account.conversation(title);
  await page.goto("/");
  await chat.alive();
});

test("a pin that is refused is taken back, and can be tried again", async ({ page, isMobile }) => {
  const shelf = new Shelf(page, isMobile);
  const answer = await hold(page, "change_many");
  await shelf.act("First", "Pin");
  await expect(shelf.group("Pinned").getByRole("listitem")).toHaveText([/^First/]);
  answer((route) => route.fulfill(INTERNAL));
  await expect(shelf.group("Pinned")).toHaveCount(0);
  await expect(shelf.rows).toHaveText([/^Third/, /^Second/, /^First/]);
  const notice = page.getByRole("status").filter({ hasText: "Something went wrong." });
  await expect(notice).toBeVisible();
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(shelf.group("Pinned").getByRole("listitem")).toHaveText([/^First/]);
});

test("a name that is refused is taken back", async ({ page, isMobile }) => {
  const shelf = new Shelf(page, isMobile);
  const answer = await hold(page, "update");
  await shelf.act("Second", "Rename…");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Title").fill("Another name");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(shelf.rows).toHaveText([/^Third/, /^Another name/, /^First/]);
  answer((route) => route.abort());
  await expect(shelf.rows).toHaveText([/^Third/, /^Second/, /^First/]);
  await expect(page.getByRole("status").filter({ hasText: "could not be reached" })).toBeVisible();
});

test("a deletion that is refused brings the chat back, where it stood", async ({ page, account, isMobile }) => {
  const shelf = new Shelf(page, isMobile);
  const answer = await hold(page, "delete_many");
  await shelf.act("Second", "Delete");
  await expect(shelf.rows).toHaveText([/^Third/, /^First/]);
  answer((route) => route.fulfill(INTERNAL));
  await expect(shelf.rows).toHaveText([/^Third/, /^Second/, /^First/]);
  await expect(page.getByRole("status").filter({ hasText: "Something went wrong." })).toBeVisible();
  await expect(shelf.undo).toHaveCount(0);
  const { items } = await (await account.get("/api/v1/conversations")).json();
  expect(items.map((item: { title: string }) => item.title)).toEqual(["Third", "Second", "First"]);
});
