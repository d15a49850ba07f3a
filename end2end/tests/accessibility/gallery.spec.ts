// Every component in every state, in both themes: looked at by axe here, and by people in the pictures.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../../helpers/test";

// Two of each stand on one page, which no page of the app has.
const DOUBLED = ["duplicate-id-aria", "landmark-unique", "landmark-no-duplicate-banner", "landmark-no-duplicate-main", "landmark-banner-is-top-level", "region"];

for (const looks of ["", "large.compact", "larger"]) {
  test(`the gallery has no fault that axe finds${looks && `, ${looks}`}`, async ({ page, context, account }, info) => {
    const answer = await account.get("/gallery");
    test.skip(answer.status() === 404, "a release has no gallery");
    const { url } = await account.get("/api/v1/me").then((answer) => ({ url: new URL(answer.url()).origin }));
    if (looks) await context.addCookies([{ name: "appearance", value: looks, url }]);
    await page.goto("/gallery");
    await expect(page.getByRole("heading", { name: "Messages", exact: true })).toHaveCount(2);
    await page.screenshot({ path: info.outputPath("gallery.png"), fullPage: true });
    const { violations } = await new AxeBuilder({ page }).disableRules(DOUBLED).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`)).toEqual([]);
  });
}
