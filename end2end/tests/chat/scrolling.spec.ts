// Going through a long chat: nothing blank on the way, and the way back says what came meanwhile.
import type { Page } from "@playwright/test";
import { lengthen } from "../../helpers/database";
import { expect, test } from "../../helpers/test";

const COUNT = 10_000;
const NODES = 2_000;

const thread = (page: Page) => page.getByRole("region", { name: "Messages" });

/**
 * What is in view in the frame after the scrolling has come to rest: the number of the message in the middle, and the
 * places, from the top of the thread to its end, that no message is near.
 */
function seen(page: Page) {
  return thread(page).evaluate(async (box) => {
    // After it is painted: before, the page may be about to put things right.
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    for (let last = NaN; last !== box.scrollTop; await frame()) last = box.scrollTop;
    const { left, top, width, height } = box.getBoundingClientRect();
    // Between two messages are 24 pixels of neither, and over the end lies the way back to it. What is there and not drawn
    // is not met.
    const at = (place: number) => {
      const met = [0, 13, 26].map((more) => document.elementFromPoint(left + width / 2, top + place * height + more)?.closest("article"));
      return met.find((message) => message);
    };
    const places = [0.1, 0.3, 0.5, 0.7, 0.8];
    const message = at(0.5)?.textContent ?? "";
    return {
      blank: places.filter((place) => !at(place)?.textContent?.trim()),
      middle: Number(/(?:Question|Answer) (\d+)/.exec(message)?.[1]),
      nodes: document.querySelectorAll("*").length,
    };
  });
}

test("ten thousand messages scrolled fast leave no blank gap", async ({ chat, page, account, server }) => {
  const id = await account.conversation("The long one");
  lengthen(server.database, id, COUNT);
  await chat.open(id);
  await thread(page).hover();
  const go = async (way: 1 | -1, stops: number) => {
    const passed: number[] = [];
    for (let stop = 0; stop < stops; stop++) {
      for (let turn = 0; turn < 4; turn++) await page.mouse.wheel(0, way * 900);
      const { blank, middle, nodes } = await seen(page);
      expect(blank, `after ${middle}`).toEqual([]);
      expect(nodes).toBeLessThanOrEqual(NODES);
      passed.push(middle);
    }
    return passed;
  };
  const up = await go(-1, 10);
  expect(up.at(-1)!, "several pages up").toBeLessThan(COUNT - 120);
  expect([...up].sort((a, b) => b - a), "always further up").toEqual(up);
  const down = await go(1, 5);
  expect([...down].sort((a, b) => a - b), "and down again").toEqual(down);
});

test("the way back to the newest counts what came meanwhile, leads there and goes", async ({ chat, page, account, server }) => {
  const id = await account.conversation("Busy");
  lengthen(server.database, id, 60);
  await chat.open(id);
  const jump = page.getByRole("button", { name: /^Jump to the newest message/ });
  await expect(jump).toHaveCount(0);
  await thread(page).hover();
  await page.mouse.wheel(0, -1_500);
  await expect(jump).toHaveAccessibleName("Jump to the newest message");
  await expect(jump).toHaveText("");

  await account.say(id, "From elsewhere");
  await expect(jump).toHaveAccessibleName("Jump to the newest message, 2 new");
  await expect(jump).toHaveText("2");
  await account.say(id, "And once more");
  await expect(jump).toHaveText("4");
  const newest = page.getByText("Answer to: And once more", { exact: true });
  await expect(newest).not.toBeInViewport();

  await jump.click();
  await expect(newest).toBeInViewport();
  await expect(jump).toHaveCount(0);
  await expect(thread(page)).toBeFocused();
  // What was seen is not counted again.
  await page.mouse.wheel(0, -1_500);
  await expect(jump).toHaveText("");
});
