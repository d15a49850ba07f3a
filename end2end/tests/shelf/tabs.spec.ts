// What is done to the list on one page shows on the others.
import { Shelf } from "../../helpers/shelf";
import { expect, test } from "../../helpers/test";

test("two tabs show the same list", async ({ context, page, chat, account, isMobile, watch }) => {
  watch.allow(/404/);
  for (const title of ["One", "Two"]) await account.conversation(title);
  const other = await context.newPage();
  const [here, there] = [new Shelf(page, isMobile), new Shelf(other, isMobile)];
  await page.goto("/");
  await chat.alive();
  await other.goto("/");
  await expect(other.locator("[data-connection=live]")).toBeAttached();
  await there.open();
  await here.act("One", "Pin");
  await expect(there.group("Pinned").getByRole("listitem")).toHaveText([/^One/]);
  await here.act("One", "Archive");
  await expect(there.row("One")).toHaveCount(0);
  await here.act("Two", "Delete");
  await expect(there.row("Two")).toHaveCount(0);
  await here.undo.click();
  await expect(there.row("Two")).toHaveCount(1);
});

test("an answer elsewhere is unread until somebody looks, on every device", async ({ page, chat, account, elsewhere, isMobile }) => {
  const [quiet, busy] = [await account.conversation("Quiet"), await account.conversation("Busy")];
  const shelf = new Shelf(page, isMobile);
  await chat.open(quiet);
  const phone = await elsewhere(account);
  const there = new Shelf(phone.page, isMobile);
  await phone.page.goto("/");
  await phone.chat.alive();
  await account.say(busy, "Hello");
  await shelf.open();
  await there.open();
  await expect(shelf.row("Busy")).toContainText("1 unread");
  await expect(there.row("Busy")).toContainText("1 unread");
  await phone.page.reload();
  await phone.chat.alive();
  await there.open();
  await expect(there.row("Busy")).toContainText("1 unread");
  await shelf.row("Busy").getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(busy));
  await expect(there.row("Busy")).not.toContainText("unread");
  // What is answered before the reader's eyes is read.
  await chat.say("And more");
  await chat.expectAnswer("Answer to: And more");
  // What changes while a page is on its way, before it is connected, it is not told.
  const unread = async () => (await (await account.get(`/api/v1/conversations/${busy}`)).json()).unread;
  await expect.poll(unread).toBe(0);
  await phone.page.reload();
  await phone.chat.alive();
  await there.open();
  await expect(there.row("Busy")).not.toContainText("unread");
});
