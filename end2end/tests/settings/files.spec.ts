// Files are chosen in the page's language, whatever the browser's own control speaks.
import type { Page } from "@playwright/test";
import { look } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const FILE = { name: "a rather long name of a file that was brought along from somewhere else entirely.json", mimeType: "application/json", buffer: Buffer.from("[]") };
const PAGES = ["/settings/data", "/settings/profile"];

const control = (page: Page) => page.locator("input[type=file]");

test.describe("in Hindi", () => {
  test.use({ locale: "hi-IN" });

  test("a file is chosen by pointer and by keyboard, and named", async ({ page, account }) => {
    expect(account.email).toBeTruthy();
    for (const path of PAGES) {
      await page.goto(path);
      await expect(page.getByText("कोई फ़ाइल नहीं चुनी गई")).toBeVisible();
      await expect(control(page)).toHaveCSS("opacity", "0");
      // The words lie within the control, which is pressed where they are.
      const [outer, inner] = await Promise.all([control(page).boundingBox(), page.getByText("फ़ाइल चुनें", { exact: true }).boundingBox()]);
      expect(inner!.x >= outer!.x && inner!.x + inner!.width <= outer!.x + outer!.width).toBe(true);
      const [pressed] = await Promise.all([page.waitForEvent("filechooser"), control(page).click()]);
      expect(pressed.isMultiple()).toBe(false);
      // Answered before the next: a page has one open at a time.
      await pressed.setFiles({ ...FILE, name: "short.json" });
      await expect(page.getByText("short.json")).toBeVisible();
      await control(page).focus();
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
      // Read by nobody: a picture that is none is not cut.
      await chooser.setFiles(FILE);
      await expect(page.getByText(FILE.name)).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      const edges = await control(page).evaluate((it) => [it, it.closest("section")!].map((element) => element.getBoundingClientRect().right));
      expect(edges[0], "it stays within its card").toBeLessThan(edges[1]);
      await look(page, path.split("/").at(-1)!);
    }
  });
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the browser's own control is there", async ({ page, account }) => {
    expect(account.email).toBeTruthy();
    for (const path of PAGES) {
      await page.goto(path);
      await expect(control(page)).toHaveCSS("opacity", "1");
      await expect(page.getByText("No file chosen")).toBeHidden();
      await control(page).setInputFiles(FILE);
      await expect(control(page)).toHaveValue(/\.json$/);
    }
  });
});
