// Replying with a quotation: of a message, or of what is selected in it.
import type { Locator } from "@playwright/test";
import { expect, test } from "../../helpers/test";

/** Selects a word of a message, as dragging over it does. */
async function select(message: Locator, word: string) {
  await message.evaluate((element, word) => {
    const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const at = nodes.currentNode.textContent!.indexOf(word);
      if (at < 0 || nodes.currentNode.parentElement!.closest("header")) continue;
      getSelection()!.setBaseAndExtent(nodes.currentNode, at, nodes.currentNode, at + word.length);
      return;
    }
    throw new Error(`${word} is not there`);
  }, word);
}

test("a quotation of a message is put into the message box", async ({ chat, page }) => {
  await chat.open();
  await chat.say("Say something");
  await chat.expectAnswer("Answer to: Say something");
  await chat.newest.hover();
  await chat.newest.getByRole("button", { name: "Quote in your reply" }).click();
  await expect(chat.composer).toBeFocused();
  await expect(chat.composer).toHaveValue("> Answer to: Say something\n\n");
  await page.keyboard.type("Why?");
  await page.keyboard.press("Enter");
  await expect(chat.own.last().locator("blockquote")).toContainText("Answer to: Say something");
  await expect(chat.own.last()).toContainText("Why?");
});

test("of a selection, that alone is quoted, after what was written before", async ({ chat }) => {
  await chat.open();
  await chat.say("Say something");
  await chat.expectAnswer("Answer to: Say something");
  await chat.composer.fill("Well:");
  await chat.newest.hover();
  await select(chat.newest, "Answer");
  await chat.newest.getByRole("button", { name: "Quote in your reply" }).click();
  await expect(chat.composer).toHaveValue("Well:\n\n> Answer\n\n");

  // A selection elsewhere is not of this message.
  await chat.composer.fill("");
  await select(chat.newest, "Answer");
  await chat.own.last().hover();
  await chat.own.last().getByRole("button", { name: "Quote in your reply" }).click();
  await expect(chat.composer).toHaveValue("> Say something\n\n");
});

test("R quotes what is selected, or the last answer", async ({ chat, page }) => {
  await chat.open();
  await chat.say("Say something");
  await chat.expectAnswer("Answer to: Say something");
  await page.getByRole("region", { name: "Messages" }).focus();
  await page.keyboard.press("r");
  await expect(chat.composer).toBeFocused();
  await expect(chat.composer).toHaveValue("> Answer to: Say something\n\n");
  await page.keyboard.type("r");
  await expect(chat.composer).toHaveValue("> Answer to: Say something\n\nr");
  await chat.composer.fill("");
  await chat.composer.blur();
  await select(chat.own.last(), "something");
  await page.keyboard.press("r");
  await expect(chat.composer).toHaveValue("> something\n\n");
});
