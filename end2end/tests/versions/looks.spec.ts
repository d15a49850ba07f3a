// How versions look and what they are to a screen reader and a thumb, in both themes.
import { look } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

test("versions, the editor and the choice of a model are accessible", async ({ chat, page, isMobile }) => {
  await chat.open();
  await chat.say("Question");
  await chat.expectAnswer("Answer to: Question");
  await chat.newest.hover();
  await chat.newest.getByRole("button", { name: "Regenerate answer" }).click();
  await expect(chat.newest).toContainText("2 of 2");
  await chat.expectAnswer("Answer to: Question");
  await look(page, "pager");
  if (isMobile) {
    for (const name of [/Previous version/, "Regenerate answer", "Copy message", "Quote in your reply"]) {
      const box = await chat.newest.getByRole("button", { name }).boundingBox();
      expect(box!.width).toBeGreaterThanOrEqual(44);
      expect(box!.height).toBeGreaterThanOrEqual(44);
    }
  }
  const own = chat.own.last();
  await own.hover();
  await own.getByRole("button", { name: "Edit message" }).click();
  await expect(page.getByRole("textbox", { name: "Edit your message" })).toBeFocused();
  await look(page, "editor");
  await page.keyboard.press("Escape");
  await chat.newest.hover();
  await chat.newest.getByRole("button", { name: "Regenerate with another model" }).click();
  await expect(page.getByRole("dialog", { name: "Answer once more with" })).toBeVisible();
  await look(page, "models");
});
