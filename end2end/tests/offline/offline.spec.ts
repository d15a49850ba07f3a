import { expect, test } from "../../helpers/test";
import { UNREACHABLE } from "../../helpers/watch";

test("what is written offline waits, survives a reload of the tab's state, and is sent once", async ({ chat, context, page, watch }) => {
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
