// How versions look and what they are to a screen reader and a thumb, in both themes.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../../helpers/test";

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("versions, the editor and the choice of a model are accessible", async ({ chat, page, isMobile }, info) => {
      await chat.open();
      await chat.say("Question");
      await chat.expectAnswer("Answer to: Question");
      await chat.newest.hover();
      await chat.newest.getByRole("button", { name: "Regenerate answer" }).click();
      await expect(chat.newest).toContainText("2 of 2");
      await chat.expectAnswer("Answer to: Question");
      const shot = async (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`) });
      const check = async (name: string) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`)).toEqual([]);
        await shot(`${name}-${colorScheme}`);
      };
      await check("pager");
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
      await check("editor");
      await page.keyboard.press("Escape");
      await chat.newest.hover();
      await chat.newest.getByRole("button", { name: "Regenerate with another model" }).click();
      await expect(page.getByRole("dialog", { name: "Answer once more with" })).toBeVisible();
      await check("models");
    });
  });
}
