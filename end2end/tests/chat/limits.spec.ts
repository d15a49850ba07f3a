// Sending faster than the server takes: nothing is lost, and nothing has to be done.
import type { Chat } from "../../helpers/chat";
import { expect, testWith } from "../../helpers/test";

// Twelve a minute: one comes back every five seconds, long enough to be seen and short enough to wait for.
const PER_MINUTE = 12;

const test = testWith(() => ({ ADDA_LIMITS__SENDS_PER_MINUTE: String(PER_MINUTE) }));

/** Sends so often that the next message is refused. */
async function useUp(chat: Chat) {
  const statuses: number[] = [];
  for (let n = 0; n <= PER_MINUTE + 10 && !statuses.includes(429); n++) {
    const id = await chat.account.conversation();
    const answer = await chat.account.post(`/api/v1/conversations/${id}/messages`, { text: `Number ${n}` });
    statuses.push(answer.status());
    if (answer.status() === 429) expect(Number(answer.headers()["retry-after"])).toBeGreaterThan(0);
  }
  expect(statuses).toContain(429);
}

test("a message over the limit counts down and is sent by itself", async ({ chat, page }, info) => {
  await chat.open();
  await useUp(chat);
  await chat.say("A bit too fast");
  const held = chat.own.last().getByRole("group", { name: "Message waits" });
  await expect(held).toContainText("Nothing is lost");
  await expect(held.getByRole("timer")).toContainText(/sent by itself in \d+ s|sent now/);
  await expect(chat.composer).toBeEditable();
  await page.screenshot({ path: info.outputPath("limit-reached.png") });
  await chat.expectAnswer("Answer to: A bit too fast");
  await expect(held).toHaveCount(0);
  await chat.expectOnce("A bit too fast");
  await page.reload();
  await chat.expectOnce("A bit too fast");
});

test("a message over the limit can be taken back and changed", async ({ chat }) => {
  const id = await chat.open();
  await useUp(chat);
  await chat.say("Not what I meant");
  const held = chat.own.last().getByRole("group", { name: "Message waits" });
  await chat.composer.fill("and more");
  await held.getByRole("button", { name: "Cancel" }).click();
  await expect(chat.composer).toHaveValue("Not what I meant\nand more");
  await expect(chat.own).toHaveCount(0);
  await chat.say("What I meant");
  await chat.expectAnswer("Answer to: What I meant");
  const page = await chat.account.get(`/api/v1/conversations/${id}`);
  const texts = (await page.json()).messages.map((message: { text: string }) => message.text);
  expect(texts).not.toContain("Not what I meant");
});
