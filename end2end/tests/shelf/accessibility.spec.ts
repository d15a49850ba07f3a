// The list for readers with other senses and smaller screens.
import { violations } from "../../helpers/axe";
import { Shelf } from "../../helpers/shelf";
import { expect, test } from "../../helpers/test";

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("list, menu, questions and selection have no violation", async ({ page, chat, account, isMobile }) => {
      for (const title of ["Rent", "Trip to Pune", "Savings"]) await account.conversation(title);
      await account.patch(`/api/v1/conversations/${await account.conversation("Taxes")}`, { category: "tax", pinned: true });
      await account.say(await account.conversation("Busy"), "Hello");
      const shelf = new Shelf(page, isMobile);
      await page.goto("/");
      await chat.alive();
      await shelf.open();
      await expect(shelf.row("Busy")).toContainText("unread");
      expect(await violations(page)).toEqual([]);
      await shelf.menu("Rent");
      expect(await violations(page)).toEqual([]);
      await page.getByRole("menuitem", { name: "Category…" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await shelf.act("Rent", "Select");
      await expect(page.getByRole("toolbar")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.goto("/chats");
      expect(await violations(page)).toEqual([]);
    });
  });
}

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
