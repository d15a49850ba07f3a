// The list without any script: a page of its own, all forms.
import { expect, test } from "../../helpers/test";

test.use({ javaScriptEnabled: false });

test("chats are pinned, archived, sorted, deleted and brought back by forms", async ({ page, account, isMobile }) => {
  for (const title of ["One", "Two", "Three"]) await account.conversation(title);
  await page.goto("/");
  if (isMobile) await page.getByRole("link", { name: "Open the list of conversations" }).click();
  await page.getByRole("button", { name: "Options of Two" }).click();
  await expect(page.getByRole("heading", { name: "Options of a chat" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Select Two" })).toBeChecked();
  await page.getByRole("button", { name: "Pin", exact: true }).click();
  const rows = page.getByRole("main").getByRole("listitem");
  await expect(rows).toHaveText([/^Two/, /^Three/, /^One/]);
  const said = page.getByRole("main").getByRole("status");
  await expect(said).toHaveText("Pinned.");

  await page.getByRole("checkbox", { name: "Select Two" }).check();
  await page.getByRole("checkbox", { name: "Select One" }).check();
  await page.getByLabel("Or a name of your own").fill("Travel");
  await page.getByRole("button", { name: "Set the category" }).click();
  const search = page.getByRole("search");
  await expect(said).toHaveText("The category is set.");
  await search.getByLabel("Category").selectOption("Travel");
  await search.getByRole("button", { name: "Show" }).click();
  await expect(rows).toHaveText([/^Two/, /^One/]);

  await page.getByRole("checkbox", { name: "Select Two" }).check();
  await page.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(rows).toHaveText([/^One/]);
  await page.getByRole("checkbox", { name: "Select One" }).check();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(rows).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows).toHaveText([/^Three/, /^One/]);
  await expect(said).toHaveText("Brought back.");
  await page.getByRole("link", { name: "Archived chats" }).click();
  await expect(rows).toHaveText([/^Two/]);
});

test("a chat deleted from its own page can be brought back from the start page", async ({ page, account }) => {
  const id = await account.conversation("Precious");
  const origin = account.origin;
  await page.request.post(`/c/${id}/delete`, { form: { undo: "10" }, headers: { origin } });
  await page.goto("/");
  await expect(page.getByText("Chat deleted.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.goto(`/c/${id}`);
  await expect(page.getByRole("heading", { name: "Precious" })).toBeVisible();
});
