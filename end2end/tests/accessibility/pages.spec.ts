// Every page in both themes, looked at by axe. The same in Hindi is in languages/hindi.spec.ts; states of pages are looked at
// where they are tested.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "../../helpers/fresh";
import { faultless } from "../../helpers/looks";
import { PAGES, STRANGERS, addresses, furnish } from "../../helpers/pages";

const APP = resolve(dirname(fileURLToPath(import.meta.url)), "../../../src/app");

test("every page of the app is among those that are looked at", () => {
  const routes = (file: string) => {
    const [, list] = /const PATHS?: [^=]+=\s*([^;]+);/.exec(readFileSync(resolve(APP, file), "utf8"))!;
    return [...list!.matchAll(/"([^"]+)"/g)].map(([, path]) => path!);
  };
  const all = ["pages/address.rs", "served/mod.rs", "served/shared/mod.rs", "offline/mod.rs"].flatMap(routes);
  expect(all.length).toBeGreaterThanOrEqual(24);
  const looked = [...Object.keys(STRANGERS), ...Object.keys(PAGES)];
  expect([...all].sort()).toEqual(looked.sort());
});

// An answer by a model has left, and what was sent is kept.
test.use({ settings: async ({ upstream }, use) => use({ OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url }) });

test("no page has a fault that axe finds", async ({ come }) => {
  test.slow();
  const { page, context, account, watch } = await come();
  watch.allow(/404/);
  const scene = await furnish(account, "Compound interest");
  for (const path of [...addresses(scene), "/docs/README", ...Object.values(STRANGERS)]) {
    if (path.startsWith("/auth")) await context.clearCookies();
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.locator("h1").first(), path).toBeAttached();
    await faultless(page, path);
  }
});
