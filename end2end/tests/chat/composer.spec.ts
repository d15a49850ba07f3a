// The box one writes in: as high as its text up to eight lines, then it scrolls in itself.
import { expect, test } from "../../helpers/test";

test("the message box grows to eight lines, scrolls in itself, and shrinks again", async ({ chat, page }) => {
  await chat.open();
  const lines = () =>
    chat.composer.evaluate((box: HTMLTextAreaElement) => {
      const { lineHeight, paddingTop, paddingBottom, overflowY } = getComputedStyle(box);
      const line = parseFloat(lineHeight);
      const rows = (height: number) => Math.round(((height - parseFloat(paddingTop) - parseFloat(paddingBottom)) / line) * 10) / 10;
      return { shown: rows(box.clientHeight), text: rows(box.scrollHeight), scrolls: overflowY !== "hidden" };
    });
  const write = (count: number) => chat.composer.fill(Array.from({ length: count }, (_, at) => `line ${at + 1}`).join("\n"));
  for (const count of [1, 5, 8]) {
    await write(count);
    expect(await lines(), `${count} lines`).toEqual({ shown: count, text: count, scrolls: true });
  }
  const eight = (await chat.composer.boundingBox())!.height;
  await write(12);
  expect(await lines()).toEqual({ shown: 8, text: 12, scrolls: true });
  expect((await chat.composer.boundingBox())!.height).toBe(eight);
  // The line that is written is in view, the first one can be gone to, and the page stays where it is.
  await chat.composer.press("End");
  const scrolled = () => chat.composer.evaluate((box) => box.scrollTop);
  expect(await scrolled()).toBeGreaterThan(0);
  await chat.composer.press("Control+Home");
  await expect.poll(scrolled, "less than a line").toBeLessThan(20);
  expect(await page.evaluate(() => [scrollY, document.documentElement.scrollHeight - innerHeight])).toEqual([0, 0]);
  await expect(chat.send).toBeInViewport({ ratio: 1 });
  await write(2);
  expect(await lines()).toMatchObject({ shown: 2, text: 2 });

  // One line that is broken by its length counts as it is seen.
  await chat.composer.fill("word ".repeat(60));
  const { shown, text } = await lines();
  expect(shown).toBe(Math.min(8, text));
  expect(shown).toBeGreaterThan(1);
  await chat.composer.fill("Sent");
  await chat.send.click();
  await chat.expectAnswer("Answer to: Sent");
  expect(await lines()).toMatchObject({ shown: 1, text: 1 });
});
