// The list for readers with other senses and smaller screens.
import { faultless } from "../../helpers/looks";
import { Shelf } from "../../helpers/shelf";
import { expect, test } from "../../helpers/test";

test("list, menu, questions and selection have no violation", async ({ page, chat, account, isMobile }) => {
  for (const title of ["Rent", "Trip to Pune", "Savings"]) await account.conversation(title);
  await account.patch(`/api/v1/conversations/${await account.conversation("Taxes")}`, { category: "tax", pinned: true });
  await account.say(await account.conversation("Busy"), "Hello");
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.open();
  await expect(shelf.row("Busy")).toContainText("unread");
  await faultless(page);
  await shelf.menu("Rent");
  await faultless(page);
  await page.getByRole("menuitem", { name: "Category…" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await faultless(page);
  await page.keyboard.press("Escape");
  await shelf.act("Rent", "Select");
  await expect(page.getByRole("toolbar")).toBeVisible();
  await faultless(page);
  await page.goto("/chats");
  await faultless(page);
});

test("what is pressed on a phone is large enough", async ({ page, chat, account, isMobile }) => {
  test.skip(!isMobile, "a phone");
  await account.conversation("Thumb");
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.menu("Thumb");
  const sizes = async (found: ReturnType<Shelf["list"]["getByRole"]>) =>
    found.evaluateAll((all) => all.map((it) => it.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)));
  for (const size of await sizes(page.getByRole("menuitem"))) expect(size).toBeGreaterThanOrEqual(44);
  await page.keyboard.press("Escape");
  for (const size of await sizes(shelf.row("Thumb").getByRole("button"))) expect(size).toBeGreaterThanOrEqual(44);
  for (const size of await sizes(shelf.row("Thumb").getByRole("link"))) expect(size).toBeGreaterThanOrEqual(44);
  // The list stays open for another look, and closes by Escape.
  await expect(shelf.list).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(shelf.list).not.toBeVisible();
});
