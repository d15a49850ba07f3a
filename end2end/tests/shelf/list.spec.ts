// The list of chats: pinned, archived, by category, by day; menus by mouse and by keyboard.
import { Shelf } from "../../helpers/shelf";
import { expect, test } from "../../helpers/test";

test("a chat is pinned and unpinned, and the list of it stays after a reload", async ({ page, chat, account, isMobile }) => {
  for (const title of ["First", "Second", "Third"]) await account.conversation(title);
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.open();
  await expect(shelf.group("Today").getByRole("listitem")).toHaveText([/^Third/, /^Second/, /^First/]);
  await shelf.act("First", "Pin");
  await expect(shelf.group("Pinned").getByRole("listitem")).toHaveText([/^First/]);
  await expect(shelf.row("First").getByRole("link")).toBeFocused();
  await page.reload();
  await chat.alive();
  await shelf.open();
  await expect(shelf.group("Pinned").getByRole("listitem")).toHaveText([/^First/]);
  await shelf.act("First", "Unpin");
  await expect(shelf.group("Pinned")).toHaveCount(0);
  await expect(shelf.group("Today").getByRole("listitem")).toHaveText([/^Third/, /^Second/, /^First/]);
});

test("an archived chat leaves the list, can be undone, and waits in the archive", async ({ page, chat, account, isMobile }) => {
  for (const title of ["Keep", "Put away"]) await account.conversation(title);
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.act("Put away", "Archive");
  await expect(shelf.row("Put away")).toHaveCount(0);
  await shelf.undo.click();
  await expect(shelf.row("Put away")).toHaveCount(1);
  await shelf.act("Put away", "Archive");
  await expect(shelf.row("Put away")).toHaveCount(0);
  await shelf.list.getByRole("button", { name: "Archived chats" }).click();
  await expect(shelf.rows).toHaveText([/^Put away/]);
  await shelf.act("Put away", "Take out of the archive");
  await expect(shelf.list).toContainText("Nothing is archived.");
  await shelf.list.getByRole("button", { name: "Archived chats" }).click();
  await expect(shelf.rows).toHaveCount(2);
});

test("a category of one's own narrows the list", async ({ page, chat, account, isMobile }) => {
  for (const title of ["Rent", "Trip to Pune"]) await account.conversation(title);
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  await shelf.act("Trip to Pune", "Category…");
  const dialog = page.getByRole("dialog", { name: "Choose a category" });
  await dialog.getByLabel("Or a name of your own").fill("Travel");
  await dialog.getByRole("button", { name: "Choose" }).click();
  const chips = shelf.list.getByRole("group", { name: "Categories" });
  await chips.getByRole("button", { name: "Travel" }).click();
  await expect(shelf.rows).toHaveText([/^Trip to Pune/]);
  await shelf.act("Trip to Pune", "Category…");
  await dialog.getByLabel("Budgeting").check();
  await dialog.getByRole("button", { name: "Choose" }).click();
  await expect(shelf.list).toContainText("No chat is of this category.");
  await chips.getByRole("button", { name: "All" }).click();
  await expect(shelf.rows).toHaveCount(2);
  const { items } = await (await account.get("/api/v1/conversations?category=budgeting")).json();
  expect(items.map((item: { title: string }) => item.title)).toEqual(["Trip to Pune"]);
});

test("the menu is a menu for the keyboard, and gives the focus back", async ({ page, chat, account, isMobile }) => {
  test.skip(isMobile, "a keyboard");
  for (const title of ["One", "Two"]) await account.conversation(title);
  const shelf = new Shelf(page, isMobile);
  await page.goto("/");
  await chat.alive();
  const link = (title: string) => shelf.list.getByRole("link", { name: new RegExp(`^${title}`) });
  const options = (title: string) => shelf.list.getByRole("button", { name: `Options of ${title}` });
  await link("Two").focus();
  await page.keyboard.press("ArrowDown");
  await expect(link("One")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(options("One")).toBeFocused();
  await page.keyboard.press("Space");
  const entry = (name: string) => page.getByRole("menuitem", { name });
  await expect(entry("Pin")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(entry("Delete")).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(options("One")).toBeFocused();
  await page.keyboard.press("Enter");
  await entry("Rename…").press("Enter");
  const title = page.getByRole("dialog").getByLabel("Title");
  await expect(title).toBeFocused();
  await title.fill("Uno");
  await page.keyboard.press("Enter");
  await expect(link("Uno")).toBeFocused();
});

test("what is typed and not sent is marked as a draft", async ({ page, chat, account, isMobile }) => {
  const [first, second] = [await account.conversation("First"), await account.conversation("Second")];
  const shelf = new Shelf(page, isMobile);
  await chat.open(first);
  await chat.composer.fill("Not finished");
  await shelf.open();
  await expect(shelf.row("First")).not.toContainText("Draft");
  await chat.open(second);
  await shelf.open();
  await expect(shelf.row("First")).toContainText("Draft");
  await shelf.row("First").getByRole("link").click();
  await expect(chat.composer).toHaveValue("Not finished");
  await chat.composer.fill("");
  await shelf.open();
  await shelf.row("Second").getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(second));
  await shelf.open();
  await expect(shelf.row("First")).not.toContainText("Draft");
});
