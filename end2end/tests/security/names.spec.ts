// attacks.md 11, 12: names of people, models and chats that try to be more than a name are text wherever they are shown.
import type { Page } from "@playwright/test";
import { setModel, sqlite } from "../../helpers/database";
import { expect, test } from "../../helpers/fresh";
import { furnish } from "../../helpers/pages";

const MARKUP = "<img src=x onerror=window.hacked=1>";
/** Turns what follows it around, and has no width. */
const HIDDEN = "\u202Egpj.\u200B\u2066\u{E0041}";
const [NAME, TITLE] = [`Eve ${MARKUP}${HIDDEN}`, `Plans ${MARKUP}${HIDDEN}`];
const MODEL = `swift${MARKUP}${HIDDEN}`;
const DECEPTIVE = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/u;

test.use({
  settings: async ({ upstream }, use) =>
    use({ OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url, ADDA_PROVIDERS__LOCAL__BASE_URL: upstream.url, ADDA_PROVIDERS__LOCAL__MODELS: MODEL }),
});

/** Nothing was run or made of them, and nothing that is read or told misleads. */
async function harmless(page: Page, about: string) {
  const told = await page.evaluate(() => {
    const named = [...document.querySelectorAll("[aria-label], [title], [alt], [placeholder]")];
    const names = named.flatMap((it) => ["aria-label", "title", "alt", "placeholder"].map((name) => it.getAttribute(name) ?? ""));
    const made = document.querySelectorAll("img[src='x'], [onerror]").length + ("hacked" in window ? 1 : 0);
    return { made, lines: [document.title, ...document.body.innerText.split("\n"), ...names] };
  });
  expect(told.made, about).toBe(0);
  expect.soft(told.lines.filter((line) => DECEPTIVE.test(line)), about).toEqual([]);
}

test("hostile names of a person, a model and a chat are shown as text on every page", async ({ come, fresh }) => {
  const { page, account, chat } = await come();
  const scene = await furnish(account, "Plans");
  setModel(fresh.database, scene.chat, `local/${MODEL}`);
  const { answer } = await account.say(scene.chat, "Who are you?");
  await account.conversation("Another");
  // Past the server, which takes no such names any more.
  sqlite(fresh.database, `UPDATE users SET name = '${NAME}'; UPDATE conversations SET title = '${TITLE}'; UPDATE messages SET author_name = '${MODEL}' WHERE author_kind = 'ai';`);
  // What was read of a session a moment ago is believed for some seconds.
  await expect.poll(async () => (await (await account.get("/api/v1/me")).text())).not.toContain("Mira Sen");

  const pages: Record<string, string[]> = {
    "/": [NAME, TITLE],
    [`/c/${scene.chat}`]: [TITLE, MODEL],
    [`/c/${scene.chat}/share`]: [TITLE],
    [scene.link]: [],
    "/chats": [TITLE],
    "/search?q=who": [TITLE],
    "/settings": [],
    "/settings/profile": [],
    "/settings/data": [],
    "/settings/usage": [MODEL],
    [`/messages/${answer.id}/sent?chat=${scene.chat}`]: [MODEL],
    "/admin": [NAME],
    [`/admin/people/${scene.person}`]: [NAME, MODEL],
    "/admin/usage": [MODEL],
    "/admin/services": [],
    "/admin/settings": [],
  };
  for (const [path, shown] of Object.entries(pages)) {
    expect((await page.goto(path))?.status(), path).toBe(200);
    await harmless(page, path);
    for (const name of shown) await expect.soft(page.locator("body"), path).toContainText(name.replace(HIDDEN, "gpj."));
  }

  await chat.open(scene.chat);
  await page.getByRole("button", { name: /^Model: swift<img/ }).click();
  await expect(page.getByRole("option", { name: /swift<img src=x/ })).toBeVisible();
  await harmless(page, "the choice of a model");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { name: /^Plans <img/ }).first()).toBeVisible();
  await page.keyboard.type("swift");
  await expect(page.getByRole("group", { name: "Models" }).getByRole("option")).toHaveCount(1);
  await harmless(page, "the palette");
  await page.keyboard.press("Escape");
  await chat.say("Go on");
  await chat.expectAnswer("Answer to: Go on");
  await harmless(page, "an answer that has just come");
});
