// The same done to several chats at once: on the page of all chats, and by the bar above the list.
import type { Account } from "../../helpers/account";
import { Shelf } from "../../helpers/shelf";
import { expect, test } from "../../helpers/test";

const TITLES = ["One", "Two", "Three", "Four"];

/** What the server keeps of each chat, by title. */
async function kept(account: Account, query = "") {
  const { items } = await (await account.get(`/api/v1/conversations${query}`)).json();
  const all = items as { title: string; pinned: boolean; archived: boolean; category: string }[];
  return Object.fromEntries(all.map(({ title, pinned, archived, category }) => [title, [pinned && "pinned", archived && "archived", category].filter(Boolean).join(" ")]));
}

test("several chats are pinned, given a category and archived on the page of all chats", async ({ page, account }) => {
  for (const title of TITLES) await account.conversation(title);
  await page.goto("/chats");
  const rows = page.getByRole("main").getByRole("listitem");
  const press = async (name: string, ...titles: string[]) => {
    for (const title of titles) await page.getByRole("checkbox", { name: `Select ${title}`, exact: true }).check();
    await page.getByRole("button", { name, exact: true }).click();
  };
  await press("Pin", "One", "Three");
  await expect(rows).toHaveText([/^Three.*Pinned/, /^One.*Pinned/, /^Four/, /^Two/]);
  await press("Unpin", "Three");
  await expect(rows).toHaveText([/^One.*Pinned/, /^Four/, /^Three/, /^Two/]);

  await page.getByRole("group", { name: "With the selected chats" }).getByLabel("Category").selectOption("Budgeting");
  await press("Set the category", "Two", "Three");
  await expect(rows).toHaveText([/^One.*General/, /^Four.*General/, /^Three.*Budgeting/, /^Two.*Budgeting/]);
  await page.getByLabel("Or a name of your own").fill("Travel");
  await press("Set the category", "One", "Four");
  await expect(rows).toHaveText([/^One.*Travel/, /^Four.*Travel/, /^Three/, /^Two/]);
  expect(await kept(account)).toEqual({ One: "pinned Travel", Two: "budgeting", Three: "budgeting", Four: "Travel" });

  await press("Archive", "One", "Two");
  await expect(rows).toHaveText([/^Four/, /^Three/]);
  await page.getByRole("link", { name: "Archived chats" }).click();
  await expect(rows).toHaveText([/^Two/, /^One/]);
  await press("Take out of the archive", "One", "Two");
  await expect(rows).toHaveCount(0);
  expect(await kept(account)).toEqual({ One: "Travel", Two: "budgeting", Three: "budgeting", Four: "Travel" });
});

test("several chats are pinned, given a category and archived by the bar above the list", async ({ page, chat, account, isMobile }) => {
  for (const title of TITLES) await account.conversation(title);
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.open();
  const bar = page.getByRole("toolbar", { name: "Selected chats" });
  const press = async (name: string, ...titles: string[]) => {
    await shelf.list.getByRole("button", { name: "Select chats" }).click();
    for (const title of titles) await shelf.row(title).getByRole("checkbox").check();
    await expect(bar.getByRole("status")).toHaveText(`${titles.length} selected`);
    await bar.getByRole("button", { name }).click();
  };
  await press("Pin the selected chats", "One", "Three");
  await expect(shelf.group("Pinned").getByRole("listitem")).toHaveText([/^Three/, /^One/]);
  await expect(bar).toHaveCount(0);

  await press("Give the selected chats a category", "Two", "Three");
  const dialog = page.getByRole("dialog", { name: "Choose a category" });
  await dialog.getByLabel("Tax").check();
  await dialog.getByRole("button", { name: "Choose" }).click();
  await expect(bar).toHaveCount(0);
  await expect.poll(() => kept(account)).toEqual({ One: "pinned general", Two: "tax", Three: "pinned tax", Four: "general" });

  await press("Archive the selected chats", "Three", "Four");
  await expect(shelf.rows).toHaveText([/^One/, /^Two/]);
  await expect(page.getByText("2 chats archived.")).toBeVisible();
  await expect.poll(() => kept(account, "?archived=true")).toEqual({ Three: "archived tax", Four: "archived general" });
  await shelf.undo.click();
  await expect(shelf.rows).toHaveCount(4);
});
