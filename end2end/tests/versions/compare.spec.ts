// Several models asked the same at once: their answers stand side by side until one is kept.
import type { Page } from "@playwright/test";
import { look, picture } from "../../helpers/looks";
import { dialects, expect, testWith } from "../../helpers/test";

const LOCAL = ["swift", "steady", "clear", "broad", "terse", "plain", "deep"];

// Services of every dialect with a price, and one of many models without.
const test = testWith((upstream) => ({
  ...dialects(upstream),
  ADDA_PROVIDERS__LOCAL__BASE_URL: upstream.url,
  ADDA_PROVIDERS__LOCAL__MODELS: LOCAL.join(","),
}));

const MODELS = [
  { box: /^GPT-4o mini/, id: "gpt-4o-mini", name: "GPT-4o mini" },
  { box: /^Claude Haiku 4\.5/, id: "claude-haiku-4-5", name: "Claude Haiku 4.5" },
  { box: /^Gemini 2\.5 Flash(?! Lite)/, id: "gemini-2.5-flash", name: "Gemini 2.5 Flash" },
  { box: /^swift/, id: "swift", name: "swift" },
];

const dialog = (page: Page) => page.getByRole("dialog", { name: "Ask several models" });
const box = (page: Page, name: string | RegExp) => dialog(page).getByRole("checkbox", { name }).first();
const columns = (page: Page) => page.getByRole("list", { name: "Answers side by side" }).getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2 }) });
const column = (page: Page, name: string) => columns(page).filter({ has: page.getByRole("heading", { level: 2, name, exact: true }) });
const state = (page: Page, name: string, state: string) => column(page, name).locator(`article[data-state=${state}]`);

async function choose(page: Page, models = MODELS.slice(0, 2)) {
  await page.getByRole("button", { name: "Ask several models" }).click();
  await expect(dialog(page)).toBeVisible();
  // What answers anyway is chosen already.
  while (await dialog(page).getByRole("button", { name: /^Leave out/ }).count()) {
    await dialog(page).getByRole("button", { name: /^Leave out/ }).first().click();
  }
  for (const model of models) await box(page, model.box).check();
}

async function ask(page: Page, models = MODELS.slice(0, 2)) {
  await choose(page, models);
  await dialog(page).getByRole("button", { name: /^Ask \d models/ }).click();
  await expect(columns(page)).toHaveCount(models.length);
}

test("two models answer side by side, one is kept, and the chat goes on from it", async ({ chat, page, upstream, elsewhere }) => {
  const id = await chat.open();
  const [left, right] = [upstream.hold("gpt-4o-mini"), upstream.hold("claude-haiku-4-5")];
  await chat.composer.fill("Which way?");
  await ask(page);
  await expect(chat.composer).toBeFocused();
  await expect(chat.composer).toHaveValue("");
  await Promise.all([left.say("To the "), right.say("To the ")]);
  for (const { name } of MODELS.slice(0, 2)) await expect(state(page, name, "streaming")).toContainText("To the");
  await right.say("right");
  await right.finish();
  // The other is there while this one is still written.
  await expect(state(page, "Claude Haiku 4.5", "complete")).toContainText("To the right");
  await expect(state(page, "GPT-4o mini", "streaming")).toContainText("To the");
  await left.say("left");
  await left.finish();
  await expect(state(page, "GPT-4o mini", "complete")).toContainText("To the left");
  for (const { name } of MODELS.slice(0, 2)) await expect(column(page, name)).toContainText(/\d+ in \/ \d+ out.*\$/);
  await expect(page.getByRole("button", { name: /Previous version/ })).toHaveCount(0);

  await page.reload();
  await chat.alive();
  await expect(columns(page)).toHaveCount(2);
  await expect(column(page, "Claude Haiku 4.5")).toContainText("To the right");
  await expect(column(page, "GPT-4o mini")).toContainText("To the left");

  const stranger = await elsewhere();
  expect((await stranger.account.get(`/api/v1/conversations/${id}`)).status()).toBe(404);
  expect((await stranger.account.post(`/api/v1/conversations/${id}/messages`, { text: "x", models: ["gpt-4o-mini", "guide"] })).status()).toBe(404);

  await column(page, "Claude Haiku 4.5").getByRole("button", { name: "Keep this one" }).click();
  await expect(columns(page)).toHaveCount(0);
  await expect(chat.composer).toBeFocused();
  await expect(chat.newest).toContainText("To the right");
  await expect(chat.newest).toContainText("2 of 2");
  await chat.say("Thanks");
  await chat.expectAnswer("Answer to: Thanks");
  await chat.open(id);
  await expect(chat.answers.nth(-2)).toContainText("To the right");
});

test("each is stopped and fails by itself, and another tab shows the same", async ({ chat, page, account, elsewhere, upstream }) => {
  const id = await chat.open();
  const other = await elsewhere(account);
  await other.chat.open(id);
  const held = upstream.hold("gpt-4o-mini");
  upstream.for("claude-haiku-4-5", { kind: "fail", status: 400, body: { error: { message: "no" } } });
  await chat.composer.fill("Which way?");
  await ask(page, MODELS.slice(0, 3));
  await held.say("Half of ");
  for (const tab of [page, other.page]) await expect(state(tab, "GPT-4o mini", "streaming")).toContainText("Half of");
  await column(page, "GPT-4o mini").getByRole("button", { name: "Stop", exact: true }).click();
  for (const tab of [page, other.page]) {
    await expect(state(tab, "GPT-4o mini", "stopped")).toContainText("Half of");
    await expect(state(tab, "Claude Haiku 4.5", "failed")).toBeVisible();
    await expect(column(tab, "Claude Haiku 4.5").getByRole("button", { name: "Try again" })).toBeVisible();
    await expect(state(tab, "Gemini 2.5 Flash", "complete")).toContainText("Answer to: Which way?");
  }
  await column(page, "Claude Haiku 4.5").getByRole("button", { name: "Try again" }).click();
  await expect(state(other.page, "Claude Haiku 4.5", "complete")).toContainText("Answer to: Which way?");
  await column(other.page, "Gemini 2.5 Flash").getByRole("button", { name: "Keep this one" }).click();
  for (const tab of [page, other.page]) await expect(columns(tab)).toHaveCount(0);
  await expect(chat.newest).toContainText("3 of 3");
});

test("models are searched for, four are the most, and the last choice is remembered", async ({ chat, page, upstream }) => {
  await chat.open();
  await page.getByRole("button", { name: "Ask several models" }).click();
  const panel = dialog(page);
  await expect(panel).toContainText("Choose two to four models");
  await expect(panel.getByRole("listitem")).toHaveCount(1);
  const search = panel.getByRole("textbox", { name: "Search the models" });
  await search.fill("local");
  await expect(panel.getByRole("checkbox")).toHaveCount(LOCAL.length);
  await search.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await search.fill("haiku");
  await search.press("Enter");
  await expect(panel.getByRole("listitem")).toHaveCount(4);
  await search.fill("");
  await expect(box(page, /^broad/)).toHaveAttribute("aria-disabled", "true");
  await box(page, /^broad/).click({ force: true });
  await expect(box(page, /^broad/)).not.toBeChecked();
  await panel.getByRole("button", { name: "Leave out steady" }).click();
  await expect(panel.getByRole("listitem")).toHaveCount(3);
  await expect(panel).toContainText("Write the message they are asked");
  const ready = panel.getByRole("button", { name: "Ask 3 models" });
  await expect(ready).toBeDisabled();
  await panel.getByRole("textbox", { name: "Message to all of them" }).fill("Which way?");
  await expect(chat.composer).toHaveValue("Which way?");
  await expect(panel.getByRole("checkbox", { name: /\$.* in .*about \$/ }).first()).toBeVisible();
  await ready.click();
  await expect(panel).toHaveCount(0);
  await expect(columns(page)).toHaveCount(3);
  expect(upstream.prompts.map(({ model }) => model)).toContain("swift");

  await page.reload();
  await chat.alive();
  await page.getByRole("button", { name: "Ask several models" }).click();
  for (const name of [/^GPT-4o mini/, /^swift/, /^Claude Haiku/]) await expect(box(page, name)).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Ask several models" })).toBeFocused();
});

test("a new chat can begin with it", async ({ chat, page }) => {
  await page.goto("/");
  await chat.alive();
  await chat.composer.fill("Which way?");
  await ask(page, MODELS.slice(0, 3));
  await expect(page).toHaveURL(/\/c\//);
  for (const { name } of MODELS.slice(0, 3)) await expect(state(page, name, "complete")).toContainText("Answer to: Which way?");
});

const PROSE = ["An oak grows **slowly**:\n\n- about 30 cm a year while it is young\n- for some 150 years", "\n\nThen it stops, and only its trunk goes on growing.\n\n```python\nheight = 0.3 * years\n```"];

test("columns and the choice of models look right", async ({ chat, page, upstream, isMobile }) => {
  for (const count of [2, 3, 4]) {
    await chat.open();
    upstream.for("gpt-4o-mini", { kind: "tokens", tokens: PROSE });
    upstream.for("claude-haiku-4-5", { kind: "tokens", tokens: [PROSE[0]] });
    const held = upstream.hold(MODELS[count - 1].id);
    await chat.composer.fill("How fast does an oak grow, and when does it stop?");
    await choose(page, MODELS.slice(0, count));
    await look(page, `dialog-${count}`);
    await dialog(page).getByRole("button", { name: /^Ask \d models/ }).click();
    if (count > 2) await held.say("It depends on the ");
    await expect(state(page, "GPT-4o mini", "complete")).toBeVisible();
    await picture(page, `columns-${count}-writing`);
    if (count > 2) await held.finish();
    else upstream.reset();
    await expect(columns(page).locator("article:not([data-state=streaming], [data-state=pending])")).toHaveCount(count);
    await look(page, `columns-${count}`);
    if (isMobile) {
      await page.getByRole("navigation", { name: "Models that answer" }).getByRole("link").nth(1).click();
      await expect(columns(page).nth(1)).toBeInViewport({ ratio: 0.4 });
      await picture(page, `columns-${count}-second`);
    }
  }
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("answers side by side are read, and one is kept by a form", async ({ page, account }) => {
    const id = await account.conversation("Forms");
    const { items } = await (await account.get("/api/v1/models")).json();
    const find = (name: string) => items.find((model: { name: string }) => model.name === name).id;
    await account.post(`/api/v1/conversations/${id}/messages`, { text: "Question", models: [find("GPT-4o mini"), find("Claude Haiku 4.5")] });
    await page.goto(`/c/${id}`);
    await expect(columns(page)).toHaveCount(2);
    for (const { name } of MODELS.slice(0, 2)) await expect(column(page, name)).toContainText("Answer to: Question");
    await column(page, "GPT-4o mini").getByRole("button", { name: "Keep this one" }).click();
    await expect(columns(page)).toHaveCount(0);
    await expect(page.getByText("1 of 2")).toBeVisible();
  });
});
