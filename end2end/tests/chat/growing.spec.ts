// An answer while it is written: what stands there stays, and only what is new is added.
import type { Locator } from "@playwright/test";
import { expect, test } from "../../helpers/test";

/** Selects the words in the element and remembers it. */
function select(element: Locator, words: string) {
  return element.evaluate((element, words) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.textContent!.indexOf(words);
      if (at >= 0) getSelection()!.setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    }
    (window as any).kept = element;
  }, words);
}

const selected = (page: Locator) => page.evaluate(() => getSelection()!.toString());
const isKept = (element: Locator) => element.evaluate((element) => (window as any).kept === element);

test("finished and open text keep their elements and what is selected in them", async ({ chat, upstream }) => {
  await chat.open();
  const answer = upstream.hold();
  await chat.say("Go on");
  await answer.say("A first paragraph.\n\n", "A second one that ");
  const [first, second] = [chat.newest.getByText("A first paragraph."), chat.newest.getByText("A second one that")];
  await expect(second).toBeVisible();
  await select(first, "first");
  await answer.say("goes on", " and on", ".\n\nA third.");
  await expect(chat.newest).toContainText("A third.");
  expect([await selected(first), await isKept(first)]).toEqual(["first", true]);

  const open = chat.newest.getByText("A third.");
  await select(open, "third");
  await answer.say(" It grows **as");
  await expect(open).toContainText("**as");
  await answer.say(" it** is read");
  await expect(open).toContainText("as it is read");
  expect([await selected(open), await isKept(open)]).toEqual(["third", true]);
  await answer.finish();
  await expect(chat.newest).toHaveAttribute("data-state", "complete");
  expect([await selected(open), await isKept(open)]).toEqual(["third", true]);
});

test("long code grows by its lines, and is drawn whole when it ends", async ({ chat, upstream }) => {
  const lines = Array.from({ length: 300 }, (_, n) => `let line_${n} = "${n} <b>";`);
  await chat.open();
  const answer = upstream.hold();
  await chat.say("Code");
  await answer.say("Look:\n\n```rust\n", lines[0]);
  const code = chat.newest.locator("pre code");
  await expect(code).toHaveText(lines[0]);
  await select(code, "line_0");
  for (let at = 1; at < lines.length; at += 20) await answer.say("\n", lines.slice(at, at + 20).join("\n"));
  await expect(code).toContainText("line_299");
  expect(await code.textContent()).toBe(lines.join("\n"));
  expect([await selected(code), await isKept(code)]).toEqual(["line_0", true]);
  // What may be the end is not shown before it is known not to be.
  await answer.say("\n``");
  await answer.say("x");
  await answer.say("\nend\n``");
  await expect(code).toContainText("``x\nend");
  expect(await code.textContent()).toBe(`${lines.join("\n")}\n\`\`x\nend\n`);
  await answer.say("`\n\nDone.");
  await answer.finish();
  await chat.expectAnswer("Done.");
  expect(await code.textContent()).toBe(`${lines.join("\n")}\n\`\`x\nend\n`);
  await expect(code.locator(".code-k").first()).toHaveText("let");
  await expect(chat.newest.getByText("Show fewer lines")).toBeVisible();
});

test("the thread follows an answer to its end, and not a reader who has gone up", async ({ chat, page, upstream }) => {
  await chat.open();
  const answer = upstream.hold();
  await chat.say("Long");
  const paragraphs = Array.from({ length: 60 }, (_, n) => `Paragraph ${n} of many.\n\n`);
  for (const paragraph of paragraphs.slice(0, 40)) await answer.say(paragraph);
  await expect(chat.newest.getByText("Paragraph 39 of many.")).toBeInViewport();
  await page.getByRole("region", { name: "Messages" }).hover();
  await page.mouse.wheel(0, -700);
  const there = chat.newest.getByText("Paragraph 20 of many.");
  await there.scrollIntoViewIfNeeded();
  await expect(page.getByRole("button", { name: /Jump to the newest/ })).toBeVisible();
  const before = await resting(there);
  for (const paragraph of paragraphs.slice(40)) await answer.say(paragraph);
  await answer.finish();
  await expect(chat.newest).toHaveAttribute("data-state", "complete");
  expect(Math.abs((await resting(there)) - before)).toBeLessThan(2);
});

const MIXED = `Words *with* **signs**, \`code\` and snake_case_names, 5 < 6 & "so" on,
over two lines. An address https://example.org/a_b?c=d and [a link](https://example.org).

## A heading with \`code\`

- one item of a list
- another, **strong** to its end
  1. and one below
  2. with $x_1^2$ in it

> Quoted words
> go on

| a | b |
| --- | --: |
| some *words* | 1 |
| more | 2 |

\`\`\`rust
let a = 1;

// end
\`\`\`

A note[^1], prices of $5 and $10.

\\[
x = 1
\\]

1\\. no list, 2 * 3 * 4 and the _end_

[^1]: It *says* so.`;

for (const seed of [1, 2]) {
  test(`an answer cut anywhere is drawn as it is read again (${seed})`, async ({ chat, page, upstream }) => {
    await chat.open();
    const answer = upstream.hold();
    await chat.say("Mixed");
    for (const piece of cut(MIXED, seed)) {
      await answer.say(piece);
      // So that it is shown by itself.
      await page.waitForTimeout(25);
    }
    await answer.finish();
    await expect(chat.newest).toHaveAttribute("data-state", "complete");
    await expect(chat.newest.locator(".code-k")).toHaveText("let");
    await expect(chat.newest.locator("math")).toHaveCount(2);
    const grown = await drawn(chat.newest);
    await page.reload();
    await chat.alive();
    expect(grown).toBe(await drawn(chat.newest));
  });
}

/** Cuts a text into pieces of one to twelve characters, the same ones each time. */
function cut(text: string, seed: number) {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += pieces.at(-1)!.length) {
    seed = (seed * 16_807) % 2_147_483_647;
    pieces.push(text.slice(at, at + 1 + (seed % 12)));
  }
  return pieces;
}

/** All that is drawn of an answer, whatever blocks it stands in. */
function drawn(answer: Locator) {
  return answer.locator("[class*=prose]").evaluate((prose) => {
    const blocks = [...prose.querySelectorAll("[class*=block]")].filter((element) => /^block/.test(element.className));
    return blocks.map((block) => block.innerHTML).join("").replaceAll("\n", " ");
  });
}

/** Where something is once the page has come to rest. */
async function resting(locator: Locator) {
  let last = NaN;
  await expect.poll(async () => last === (last = (await locator.boundingBox())!.y)).toBe(true);
  return last;
}
