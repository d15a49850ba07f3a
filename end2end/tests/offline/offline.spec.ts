import type { Account } from "../../helpers/account";
import { expect, test } from "../../helpers/test";
import { UNREACHABLE } from "../../helpers/watch";

test("what is written offline waits in sight, and is sent once", async ({ chat, context, page, watch }) => {
  watch.allow(UNREACHABLE);
  await chat.open();
  await context.setOffline(true);
  await expect(page.getByText(/you are offline/i)).toBeVisible({ timeout: 1_000 });
  await chat.say("Written on a train");
  await chat.expectOnce("Written on a train");
  await expect(chat.own.last().getByRole("img", { name: /Waiting for the connection/ })).toBeVisible();
  await context.setOffline(false);
  await expect(chat.newest).toContainText("Answer to: Written on a train", { timeout: 20_000 });
  await chat.expectOnce("Written on a train");
  await expect(page.getByText(/you are offline/i)).toBeHidden();
});

test("an answer that went on while offline is there afterwards", async ({ chat, context, upstream, watch }) => {
  watch.allow(UNREACHABLE);
  await chat.open();
  const held = upstream.hold();
  await chat.say("Keep going");
  await held.say("On ");
  await expect(chat.newest).toContainText("On");
  await context.setOffline(true);
  await held.say("and on");
  await held.finish();
  await context.setOffline(false);
  await expect(chat.newest).toContainText("On and on", { timeout: 20_000 });
  await expect(chat.newest).toHaveAttribute("data-state", "complete");
});

test("a message queued in a tab that is closed is sent by the next one", async ({ chat, context, page, account, watch }) => {
  watch.allow(UNREACHABLE);
  const id = await chat.open();
  await context.setOffline(true);
  await chat.say("Do not forget me");
  await chat.expectOnce("Do not forget me");
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`/c/${id}`);
  await expect(again.getByRole("article").filter({ hasText: "Answer to: Do not forget me" })).toHaveCount(1, { timeout: 20_000 });
  const page2 = await account.get(`/api/v1/conversations/${id}`);
  const texts = (await page2.json()).messages.map((message: { text: string }) => message.text);
  expect(texts.filter((text: string) => text === "Do not forget me")).toHaveLength(1);
});

test("a chat begun offline waits in the list, and is made once when the connection is back", async ({ chat, context, page, account, isMobile, watch }) => {
  watch.allow(UNREACHABLE);
  await page.goto("/");
  await chat.alive();
  await context.setOffline(true);
  await expect(page.getByText(/you are offline/i)).toBeVisible({ timeout: 1_000 });
  await chat.say("First words from a tunnel");
  await chat.expectOnce("First words from a tunnel");
  await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1);
  await chat.say("And some more");
  await expect(chat.own).toHaveCount(2);
  await expect(chat.own.first().getByRole("img", { name: /Waiting for the connection/ })).toBeVisible();

  // Gone elsewhere and back, it is as it was.
  const list = page.getByRole("navigation", { name: "Conversations" });
  const openList = async () => {
    if (isMobile) await page.getByRole("link", { name: "Open the list of conversations" }).click();
  };
  await openList();
  await list.getByRole("link", { name: "New chat", exact: true }).first().click();
  await expect(page).toHaveURL(/\/$/);
  await expect(chat.own).toHaveCount(0);
  await openList();
  await list.getByRole("link", { name: /First words from a tunnel/ }).click();
  await expect(chat.own).toHaveCount(2);
  await context.setOffline(false);
  await expect(chat.newest).toContainText("Answer to: And some more", { timeout: 20_000 });
  await chat.expectOnce("First words from a tunnel", "And some more");
  expect(await conversations(account)).toEqual([id]);
});

test("a chat begun offline in a tab that is closed is made by the next one, at its address", async ({ chat, context, page, account, watch }) => {
  watch.allow(UNREACHABLE, /404/);
  await page.goto("/");
  await chat.alive();
  await context.setOffline(true);
  await chat.say("Do not forget this one");
  await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}$/);
  const address = page.url();
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(address);
  await expect(again.getByRole("article").filter({ hasText: "Answer to: Do not forget this one" })).toHaveCount(1, { timeout: 20_000 });
  await again.reload();
  await expect(again.getByRole("article", { name: "You", exact: true })).toHaveText(/Do not forget this one/);
  expect(await conversations(account)).toEqual([address.split("/").at(-1)]);
});

test("a chat begun offline and deleted is never made", async ({ chat, context, page, account, watch }) => {
  watch.allow(UNREACHABLE);
  await page.goto("/");
  await chat.alive();
  await context.setOffline(true);
  await chat.say("Better not");
  await expect(chat.own).toHaveCount(1);
  await page.getByRole("button", { name: "Delete this chat" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
  await context.setOffline(false);
  await chat.alive();
  await chat.say("Rather this");
  await expect(chat.newest).toContainText("Answer to: Rather this", { timeout: 20_000 });
  expect(await conversations(account)).toEqual([page.url().split("/").at(-1)]);
});

async function conversations(account: Account): Promise<string[]> {
  const list = await (await account.get("/api/v1/conversations")).json();
  return list.items.map((item: { id: string }) => item.id);
}
