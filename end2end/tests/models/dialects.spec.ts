// One chat, a service of each dialect: chosen in the page, answered in its own way, counted and paid alike.
import { dialects, expect, testWith } from "../../helpers/test";

const test = testWith((upstream) => ({
  ...dialects(upstream),
  DEEPSEEK_API_KEY: "sk-deep-test",
  DEEPSEEK_BASE_URL: upstream.url,
  ADDA_PROVIDERS__DEEPSEEK__MODELS: "deepseek-chat",
  ADDA_PROVIDERS__LOCAL__BASE_URL: upstream.url,
  ADDA_PROVIDERS__LOCAL__MODELS: "swift",
}));

const SERVICES = [
  { option: /^Claude Haiku 4\.5/, model: "claude-haiku-4-5" },
  { option: /^Gemini 2\.5 Flash(?! Lite)/, model: "gemini-2.5-flash" },
  { option: /^DeepSeek/, model: "deepseek" },
  { option: /^swift/, model: "swift" },
];

for (const { option, model } of SERVICES) {
  test(`${model} is chosen, and its tokens and cost tick`, async ({ chat, page, upstream }) => {
    await chat.open();
    await page.getByRole("button", { name: /^Model: / }).click();
    await page.getByRole("option", { name: option }).first().click();
    await expect(page.getByRole("dialog", { name: "Choose a model" })).toBeHidden();
    const held = upstream.hold();
    await chat.say("What are you?");
    await held.say("I am ", "of this ", "dialect.");
    await expect(chat.newest).toContainText("of this");
    await expect(chat.newest).toContainText(/about \d+ in \/ \d+ out/);
    await held.finish();
    await expect(chat.newest).toContainText("I am of this dialect.");
    await expect(chat.newest).toContainText(/began after [\d.]+ s, took [\d.]+ s/);
    await expect(chat.newest).not.toContainText("about");
    if (model !== "swift") await expect(chat.newest).toContainText(/\$/);
    expect(upstream.prompts.at(-1)!.model ?? model).toContain(model);
  });
}
