// The panel beside the thread.
import { Shelf } from "../../helpers/shelf";
import { expect, test } from "../../helpers/test";

test("the details fold away beside the thread, for the next chat too, and come back", async ({ chat, page, account, isMobile }) => {
  test.skip(isMobile, "they are a drawer there");
  const other = await account.conversation("Other");
  await chat.open();
  const details = page.getByRole("complementary", { name: "Details of this chat" });
  const fold = page.getByRole("link", { name: "Details of this chat" });
  const width = async () => (await page.getByRole("main").boundingBox())!.width;
  await expect(details).toBeVisible();
  const [narrow, panel] = [await width(), (await details.boundingBox())!.width];
  await fold.focus();
  await page.keyboard.press("Enter");
  await expect(details).toBeHidden();
  expect(await width()).toBeCloseTo(narrow + panel, 0);
  await expect(fold).toBeFocused();

  await new Shelf(page, false).row("Other").getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(other));
  await expect(page.getByRole("heading", { name: "Other" })).toBeVisible();
  await chat.say("With more room");
  await chat.expectAnswer("Answer to: With more room");
  await expect(details).toBeHidden();
  // The server draws the next page so: nothing moves when it comes alive.
  await page.reload({ waitUntil: "commit" });
  await page.locator("main").waitFor();
  await expect(details).toBeHidden({ timeout: 1 });
  await chat.alive();
  await expect(details).toBeHidden();
  await fold.click();
  await expect(details).toBeVisible();
  await expect(details).toContainText("1 answer");
  expect(await width()).toBe(narrow);
  await page.reload();
  await expect(details).toBeVisible();
});
