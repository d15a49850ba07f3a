// Every component in every state, in both themes: looked at by axe here, and by people in the pictures.
import { violations } from "../../helpers/axe";
import { expect, test } from "../../helpers/test";

// Two of each stand on one page, which no page of the app has.
const DOUBLED = ["duplicate-id-aria", "landmark-unique", "landmark-no-duplicate-banner", "landmark-no-duplicate-main", "landmark-banner-is-top-level", "region"];

const PIECES = [
  "Palette", "Palette with words typed", "Choice of a model", "Several models", "Side by side", "Another answer", "Deleting a message", "Shortcuts", "Menu of a chat", "Marked chats",
  "Category of a chat", "List that goes on", "Dialogs", "Notices", "Banners", "Search results", "Nothing found", "Sharing a chat", "Imports", "Message that is edited",
  "Message box with something private", "Message box near its end", "Loading", "Marks", "Keys of AI services", "Keys for programs", "Memories", "Moods", "Hidden before it leaves", "Usage",
];

for (const looks of ["", "large.compact", "larger"]) {
  test(`the gallery has no fault that axe finds${looks && `, ${looks}`}`, async ({ page, context, account, isMobile }, info) => {
    test.slow();
    test.skip(isMobile && looks !== "", "sizes are looked at where there is room for both themes");
    const answer = await account.get("/gallery");
    test.skip(answer.status() === 404, "a release has no gallery");
    const { url } = await account.get("/api/v1/me").then((answer) => ({ url: new URL(answer.url()).origin }));
    if (looks) await context.addCookies([{ name: "appearance", value: looks, url }]);
    await page.goto("/gallery");
    await expect(page.getByRole("heading", { name: "Messages", exact: true })).toHaveCount(2);
    const headings = await page.getByRole("heading").allTextContents();
    expect(PIECES.filter((piece) => headings.filter((heading) => heading === piece).length !== 2)).toEqual([]);
    // Whatever is missing from a piece would leave it without content.
    expect(await page.locator("section[class*=piece]").evaluateAll((pieces) => pieces.filter((it) => it.clientHeight < 60).map((it) => it.textContent))).toEqual([]);
    expect(await page.getByRole("alert").filter({ hasText: /line \d+ column/ }).count()).toBe(0);
    await page.screenshot({ path: info.outputPath("gallery.png"), fullPage: true });
    expect(await violations(page, { without: DOUBLED })).toEqual([]);
  });
}
