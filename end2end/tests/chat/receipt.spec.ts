// Under and above an answer: what it took, whose key paid, and what was thought before it.
import { expect, test } from "../../helpers/test";

test("tokens tick while an answer is written, and end as the service told them", async ({ chat, upstream, page, isMobile }) => {
  await chat.open();
  const held = upstream.hold();
  await chat.say("How much is this?");
  await held.say("It is being ", "counted as ", "it comes.");
  await expect(chat.newest).toContainText(/about \d+ in \/ \d+ out/);
  await held.finish();
  await expect(chat.newest).toContainText("11 in / 7 out");
  await expect(chat.newest).not.toContainText("about 11");
  await expect(chat.newest).toContainText("the server's key");
  await expect(chat.newest).toContainText(/began after [\d.]+ s, took [\d.]+ s/);

  if (isMobile) await page.getByRole("link", { name: "Details of this chat" }).click();
  const details = page.getByRole("complementary", { name: "Details of this chat" });
  await expect(details).toContainText("1 answer, 11 tokens in, 7 out");
  if (isMobile) await page.keyboard.press("Escape");
  await chat.say("And this?");
  await chat.expectAnswer("Answer to: And this?");
  if (isMobile) await page.getByRole("link", { name: "Details of this chat" }).click();
  await expect(details).toContainText("2 answers, 22 tokens in, 14 out");
});

test("what a model thinks streams in its fold, and stays folded above the answer", async ({ chat, upstream, page }) => {
  const id = await chat.open();
  const held = upstream.hold();
  await chat.say("Think first");
  await held.think("First I look ", "at it **closely**.");
  const fold = chat.newest.locator("details").first();
  await expect(fold.locator("summary")).toHaveText("Thinking");
  await expect(fold.getByText("First I look")).toBeHidden();
  await fold.locator("summary").click();
  await expect(fold.getByText("First I look")).toBeVisible();
  await held.think(" Then again.");
  await expect(fold).toContainText("Then again.");
  await held.say("The answer.");
  await expect(fold.locator("summary")).not.toHaveText("Thinking");
  await held.finish();
  await chat.expectAnswer("The answer.");
  await expect(fold.locator("summary")).toHaveText(/Thought for [\d.]+ s/);
  await expect(fold.locator("strong")).toHaveText("closely");

  await chat.open(id);
  const again = chat.newest.locator("details").first();
  await expect(again.locator("summary")).toHaveText(/Thought for [\d.]+ s/);
  await expect(again.getByText("First I look")).toBeHidden();
  await page.keyboard.press("Tab");
  await again.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(again.getByText("First I look")).toBeVisible();
});

test("a page that comes while a model thinks shows what it thought so far", async ({ chat, upstream, elsewhere, account }) => {
  const id = await chat.open();
  const held = upstream.hold();
  await chat.say("Think long");
  await held.think("A thought from before");
  await expect(chat.newest.locator("summary").first()).toHaveText("Thinking");
  const other = await elsewhere(account);
  await other.chat.open(id);
  await expect(other.chat.newest.locator("details").first()).toContainText("A thought from before");
  await held.say("Done.");
  await held.finish();
  await other.chat.expectAnswer("Done.");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("reasoning unfolds and figures stand there", async ({ page, account, upstream, isMobile }) => {
    const id = await account.conversation();
    const held = upstream.hold();
    const said = account.say(id, "Think, then answer");
    await held.think("Quietly thought.");
    await held.say("Plainly said.");
    await held.finish();
    await said;
    await page.goto(`/c/${id}`);
    const answer = page.getByRole("article").filter({ hasText: "Plainly said." });
    await expect(answer).toContainText("11 in / 7 out");
    await answer.locator("summary").first().click();
    await expect(answer.getByText("Quietly thought.")).toBeVisible();
    if (isMobile) await page.getByRole("link", { name: "Details of this chat" }).click();
    await expect(page.getByRole("complementary", { name: "Details of this chat" })).toContainText("11 tokens in, 7 out");
  });
});
