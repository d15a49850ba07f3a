// What is private is marked while it is typed.
import { violations } from "../../helpers/axe";
import { expect, test } from "../../helpers/test";

test("private words are marked where they stand, named below, and forgotten with the draft", async ({ chat, page }) => {
  await chat.open();
  const box = page.getByRole("textbox", { name: "Message", exact: true });
  await box.click();
  await box.pressSequentially("Pay with 4242 4242 4242 4242 and write to ana@example.org, please.");
  const marks = page.locator("#composer mark");
  await expect(marks).toHaveText(["4242 4242 4242 4242", "ana@example.org"]);
  await expect(page.getByRole("status").filter({ hasText: "Hidden" })).toHaveText("Hidden from the AI service: card, e-mail address.");

  // Letter for letter behind the text, also once it wraps and scrolls.
  const [first, last] = await Promise.all([marks.first().boundingBox(), box.boundingBox()]);
  expect(first!.x).toBeGreaterThan(last!.x);
  expect(first!.y).toBeGreaterThanOrEqual(last!.y);
  expect(await violations(page, { within: "#composer" })).toEqual([]);

  await box.fill("Nothing private here: order 4242-17, 12 March 2026, 15 €.");
  await expect(marks).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "Hidden" })).toHaveCount(0);
});

test("nothing private reaches the AI service, and names come back in the answer", async ({ chat, page, upstream, account }) => {
  await chat.open();
  upstream.next({ kind: "tokens", tokens: ["Dear [PER", "SON_1], your ", "[CARD_1] is fine."] });
  await chat.say(`I am ${account.name}, my card is 4242 4242 4242 4242, my mail ana@example.org.`);
  await chat.expectAnswer(`Dear ${account.name}, your card ending 4242 is fine.`);
  const sent = JSON.stringify(upstream.prompts);
  for (const planted of ["4242", "ana@example.org", account.name, account.name.split(" ")[0], account.email]) {
    expect(sent).not.toContain(planted);
  }
  expect(sent).toContain("[CARD_1]");
});

test("what only looks private goes out as it is, once the person says so", async ({ chat, page, upstream }) => {
  await chat.open();
  const box = page.getByRole("textbox", { name: "Message", exact: true });
  await box.click();
  await box.pressSequentially("Order 4242 4242 4242 4242, paid with 5555 5555 5555 4444.");
  const marks = page.locator("#composer mark");
  await expect(marks).toHaveCount(2);
  await page.getByRole("button", { name: "Send as it is: 4242 4242 4242 4242" }).click();
  await expect(marks).toHaveText(["5555 5555 5555 4444"]);
  await box.press("Enter");
  await chat.expectAnswer("Answer to: Order 4242 4242 4242 4242");
  expect(JSON.stringify(upstream.prompts.at(-1))).toContain("Order 4242 4242 4242 4242, paid with [CARD_1].");
});
