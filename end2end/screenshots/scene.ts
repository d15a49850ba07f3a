// What the pictures show: a few chats, and an answer that is being written.
import type { Account } from "../helpers/account";
import type { Chat } from "../helpers/chat";
import type { Upstream } from "../helpers/upstream";

const ANSWER = `A calm week has a little air in it. Start from what must happen, then leave room:

| day | work | for yourself |
| --- | --- | --- |
| Monday | the hardest task, before noon | a walk after lunch |
| Wednesday | meetings, all in one block | dinner with a friend |
| Friday | loose ends, nothing new | stop at four |

Keep **one evening free** on purpose. If something slips, move it once; if it slips again, ask whether it matters.`;

export async function scene({ chat, account, upstream }: { chat: Chat; account: Account; upstream: Upstream }) {
  for (const [title, said] of [
    ["Names for a small bakery", "Crumb & Co."],
    ["Compound interest, explained", "It grows on itself."],
    ["Monsoon reading list", "Begin with Tagore."],
  ]) {
    const id = await account.conversation(title);
    upstream.next({ kind: "tokens", tokens: [said] });
    await account.say(id, title);
  }
  await chat.open();
  upstream.next({ kind: "tokens", tokens: ANSWER.match(/[\s\S]{1,9}/g)! });
  await chat.say("Help me plan a calm working week with time to think.");
  await chat.expectAnswer("ask whether it matters");
  const held = upstream.hold();
  await chat.say("Lovely. And how would you start the Monday?");
  await held.say("Open the day **before** you open the mail: ten minutes with paper, one sentence about ");
  await chat.newest.getByText("one sentence about").waitFor();
  await chat.page.waitForTimeout(500);
  return held;
}
