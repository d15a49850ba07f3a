// A face for everybody who writes: beside the bubble where there is room, in the line of the name on a phone.
import type { Locator } from "@playwright/test";
import { picture } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const box = async (part: Locator) => (await part.boundingBox())!;
const face = (message: Locator) => message.locator("> span[aria-hidden=true]");

test("each message has its face, and on a phone it takes nothing from the bubble", async ({ chat, page, isMobile }) => {
  await chat.open();
  await chat.say("How tall is an oak? ".repeat(12));
  await chat.expectAnswer("Answer to: How tall");
  for (const message of [chat.newest, chat.own.last()]) {
    const [round, name, whole] = [await box(face(message)), await box(message.getByRole("heading").first()), await box(message)];
    expect(round.width).toBe(isMobile ? 22 : 36);
    expect(round.height).toBe(round.width);
    expect(round.x).toBeGreaterThanOrEqual(whole.x);
    expect(round.x + round.width).toBeLessThanOrEqual(whole.x + whole.width);
    // The paragraphs stand in the bubble, which stands in the message.
    const text = await box(message.getByRole("paragraph").first());
    const line = await box(message.locator("header"));
    expect(line.x + line.width, "what can be done stays on the screen").toBeLessThanOrEqual(whole.x + whole.width + 1);
    if (isMobile) {
      expect(Math.abs(round.y + round.height / 2 - name.y - name.height / 2)).toBeLessThanOrEqual(2);
      expect(text.y).toBeGreaterThan(round.y + round.height);
    } else {
      expect(Math.abs(round.y - name.y)).toBeLessThanOrEqual(2);
      expect(text.x + text.width <= round.x || text.x >= round.x + round.width).toBe(true);
    }
  }
  const [name, round] = [await box(chat.newest.getByRole("heading").first()), await box(face(chat.newest))];
  expect(name.x, "the name follows its face").toBeGreaterThanOrEqual(round.x + round.width);
  if (isMobile) {
    const [text, whole] = [await box(chat.newest.getByRole("paragraph").first()), await box(chat.newest)];
    // Nothing but the padding of the bubble.
    expect(text.x - whole.x).toBeLessThanOrEqual(20);
  }
  await picture(page, "faces");
});
