// An answer survives everything, and nothing is lost or doubled.
import { expect, test } from "../../helpers/test";
import { UNREACHABLE } from "../../helpers/watch";

test("a reload in mid-answer loses nothing and doubles nothing", async ({ chat, upstream, page }) => {
  await chat.open();
  const held = upstream.hold();
  await chat.say("A long story");
  await held.say("Once upon ");
  await expect(chat.newest).toContainText("Once upon");
  await page.reload();
  await expect(chat.newest).toContainText("Once upon");
  await held.say("a time ");
  await chat.alive();
  await held.say("it ended.");
  await held.finish();
  await chat.expectAnswer("Once upon a time it ended.");
  await chat.expectOnce("A long story", "Once upon");
});

test("an answer goes on while nobody looks", async ({ chat, upstream, page }) => {
  const id = await chat.open();
  const held = upstream.hold();
  await chat.say("Think about it");
  await held.say("Half ");
  await page.goto("about:blank");
  await held.say("and whole");
  await held.finish();
  await chat.open(id);
  await chat.expectAnswer("Half and whole");
});

test("two tabs show the same at the same time", async ({ chat, upstream, elsewhere, account }) => {
  const id = await chat.open();
  const other = await elsewhere(account);
  await other.chat.open(id);
  const held = upstream.hold();
  await chat.say("Shared question");
  for (const tab of [chat, other.chat]) await tab.expectOnce("Shared question");
  await held.say("Shared ");
  for (const tab of [chat, other.chat]) await expect(tab.newest).toContainText("Shared");
  await held.say("answer");
  await held.finish();
  for (const tab of [chat, other.chat]) await tab.expectAnswer("Shared answer");

  await other.chat.say("From the second tab");
  for (const tab of [chat, other.chat]) {
    await tab.expectAnswer("Answer to: From the second tab");
    await tab.expectOnce("Shared question", "Shared answer");
  }
});

test("a killed server keeps what was written, and continue goes on", async ({ chat, upstream, server, watch }) => {
  watch.allow(UNREACHABLE);
  const id = await chat.open();
  const held = upstream.hold();
  await chat.say("Do you remember?");
  await held.say("I remember ");
  await expect(chat.newest).toContainText("I remember");
  // One checkpoint (200 ms here) later the text is on disk, and a reader of the API can see it.
  await expect.poll(async () => (await stored(server.database, id)).includes("I remember")).toBe(true);
  await server.kill();
  await server.start();
  await expect(chat.newest).toHaveAttribute("data-state", "interrupted", { timeout: 20_000 });
  await chat.expectOnce("Do you remember?", "I remember");

  const rest = upstream.hold();
  await chat.newest.getByRole("button", { name: "Continue" }).click();
  await rest.say("everything");
  await rest.finish();
  await chat.expectAnswer("I remember everything");
  await chat.expectOnce("Do you remember?", "I remember");
});

test("messages sent while the server is away arrive once, in order", async ({ chat, server, watch }) => {
  watch.allow(UNREACHABLE);
  await chat.open();
  await chat.say("Before");
  await chat.expectAnswer("Answer to: Before");
  await server.kill();
  await chat.say("While away");
  await chat.expectOnce("While away");
  await server.start();
  await expect(chat.newest).toContainText("Answer to: While away", { timeout: 20_000 });
  await chat.expectOnce("Before", "While away");
});

async function stored(database: string, conversation: string): Promise<string> {
  const { messagesOf } = await import("../../helpers/database");
  return messagesOf(database, conversation);
}
