// The first moments: the page is there, and what makes it alive is still on its way.
import { lengthen } from "../../helpers/database";
import { expect, test } from "../../helpers/test";

test("Enter sends before the page is alive, and what is typed then stays", async ({ page, account }) => {
  const id = await account.conversation("Early bird");
  let release!: () => void;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/c/${id}`, { waitUntil: "domcontentloaded" });
  const box = page.getByRole("textbox", { name: "Message", exact: true });
  await box.fill("First thing");
  await box.press("Shift+Enter");
  await box.pressSequentially("in the morning");
  await box.press("Enter");
  const own = page.getByRole("article").filter({ hasText: /^(?!.*Answer to).*First thing/s });
  await expect(own).toHaveCount(1);
  await expect(own).toContainText("in the morning");

  await box.fill("And the second");
  release();
  await expect(page.locator("[data-connection=live]")).toBeVisible();
  await expect(box).toHaveValue("And the second");
  await box.press("Enter");
  await expect(page.getByRole("article").filter({ hasText: "Answer to: And the second" })).toHaveCount(1);
});

test("an address that goes back leads to the newest messages once the page is alive", async ({ page, account, server }) => {
  const id = await account.conversation("The long one");
  lengthen(server.database, id, 200);
  await page.goto(`/c/${id}?before=100`);
  await expect(page.getByText("Answer 200 with some words")).toBeVisible();
});
