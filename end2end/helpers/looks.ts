// What people see at a point of their way, in both themes. The way itself is the same in each, so tests go it once.
import { expect, test, type Page } from "@playwright/test";
import { COLOURS, violations, type Analysis } from "./axe";

/** The last is the one that tests begin with. */
const THEMES = ["light", "dark"] as const;

interface Picture {
  /** With what one has to scroll to. */
  fullPage?: boolean;
}

async function inEachTheme(page: Page, see: (theme: (typeof THEMES)[number]) => Promise<void>) {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    await see(colorScheme);
  }
}

async function shoot(page: Page, name: string, theme: string, { fullPage }: Picture) {
  await page.screenshot({ path: test.info().outputPath(`${name}-${theme}.png`), fullPage });
}

/** Only colours are another matter in the second theme. */
async function analyse(page: Page, about: string, theme: string, analysis?: Analysis) {
  const wanted = theme === THEMES[0] ? analysis : { ...analysis, rules: COLOURS };
  expect(await violations(page, wanted), `${about}, ${theme}`).toEqual([]);
}

/** There is nothing that axe finds. */
export async function faultless(page: Page, about = "the page", analysis?: Analysis) {
  await inEachTheme(page, (theme) => analyse(page, about, theme, analysis));
}

/** Leaves a picture behind. */
export async function picture(page: Page, name: string, options: Picture = {}) {
  await inEachTheme(page, (theme) => shoot(page, name, theme, options));
}

/** There is nothing that axe finds; leaves a picture behind. */
export async function look(page: Page, name: string, options: Picture = {}) {
  await inEachTheme(page, async (theme) => {
    await analyse(page, name, theme);
    await shoot(page, name, theme, options);
  });
}
