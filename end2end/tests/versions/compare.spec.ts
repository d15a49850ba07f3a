// Several models asked the same at once: their answers stand side by side until one is kept.
import type { Page } from "@playwright/test";
import { violations } from "../../helpers/axe";
import { expect, test } from "../../helpers/test";

const dialog = (page: Page) => page.getByRole("dialog", { name: "Ask several models" });
const columns = (page: Page) => page.getByRole("list", { name: "Answers side by side" }).getByRole("listitem").filter({ has: page.getByRole("heading") });

async function ask(page: Page) {
  await page.getByRole("button", { name: "Ask several models" }).click();
  for (const model of ["GPT-4o mini", "Adda guide"]) await dialog(page).getByRole("checkbox", { name: model }).check();
  await dialog(page).getByRole("button", { name: "Ask them" }).click();
}

test("two models answer side by side, one is kept, and the chat goes on from it", async ({ chat, page, upstream }) => {
  const id = await chat.open();
  await page.getByRole("button", { name: "Ask several models" }).click();
  await expect(dialog(page)).toContainText("Write a message first");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  const held = upstream.hold();
  await chat.composer.fill("How do I add a key?");
  await ask(page);
  await expect(columns(page)).toHaveCount(2);
  await held.say("Half of ");
  await expect(columns(page).first()).toContainText("Half of");
  // The other is there while this one is still written.
  await expect(columns(page).nth(1).locator("[data-state=complete]")).toBeVisible();
  await held.say("an answer");
  await held.finish();
  await expect(columns(page).first().locator("[data-state=complete]")).toContainText("Half of an answer");
  await expect(columns(page).first().getByRole("heading")).toHaveText("GPT-4o mini");
  await expect(page.getByRole("button", { name: /Previous version/ })).toHaveCount(0);

  await page.reload();
  await chat.alive();
  await expect(columns(page)).toHaveCount(2);
  await columns(page).first().getByRole("button", { name: "Keep this one" }).click();
  await expect(columns(page)).toHaveCount(0);
  await expect(chat.composer).toBeFocused();
  await expect(chat.newest).toContainText("Half of an answer");
  await expect(chat.newest).toContainText("1 of 2");
  await chat.say("Thanks");
  await chat.expectAnswer("Answer to: Thanks");
  await chat.open(id);
  await expect(chat.answers.nth(1)).toContainText("Half of an answer");
});

test("each of them can be stopped, and another tab shows the same", async ({ chat, page, account, elsewhere, upstream }) => {
  const id = await chat.open();
  const other = await elsewhere(account);
  await other.chat.open(id);
  const held = upstream.hold();
  await chat.composer.fill("How do I add a key?");
  await ask(page);
  await held.say("Half of ");
  for (const tab of [page, other.chat.page]) await expect(columns(tab).first()).toContainText("Half of");
  await columns(page).first().getByRole("button", { name: "Stop", exact: true }).click();
  for (const tab of [page, other.chat.page]) {
    await expect(columns(tab).first().locator("[data-state=stopped]")).toContainText("Half of");
    await expect(columns(tab).nth(1).locator("[data-state=complete]")).toBeVisible();
  }
  await columns(other.chat.page).nth(1).getByRole("button", { name: "Keep this one" }).click();
  await expect(columns(page)).toHaveCount(0);
  await expect(chat.newest).toContainText("2 of 2");
});

test("a new chat can begin with it", async ({ chat, page }) => {
  await page.goto("/");
  await chat.alive();
  await chat.composer.fill("How do I add a key?");
  await ask(page);
  await expect(columns(page)).toHaveCount(2);
  await expect(page).toHaveURL(/\/c\//);
});

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("columns and the choice of models look right", async ({ chat, page, upstream }, info) => {
      await chat.open();
      upstream.next({ kind: "tokens", tokens: ["An oak grows **slowly**:\n\n- about 30 cm a year\n- for 150 years", "\n\nThen it stops."] });
      await chat.composer.fill("How do I add a key?");
      await page.getByRole("button", { name: "Ask several models" }).click();
      for (const model of ["GPT-4o mini", "Adda guide"]) await dialog(page).getByRole("checkbox", { name: model }).check();
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: info.outputPath(`compare-dialog-${colorScheme}.png`) });
      await dialog(page).getByRole("button", { name: "Ask them" }).click();
      for (const at of [0, 1]) await expect(columns(page).nth(at).locator("[data-state=complete]")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: info.outputPath(`compare-${colorScheme}.png`) });
    });
  });
}

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("one of them is kept by a form", async ({ page, account }) => {
    const id = await account.conversation("Forms");
    const { items: all } = await (await account.get("/api/v1/models")).json();
    const models = all.filter((model: { state: string }) => model.state === "ready").map((model: { id: string }) => model.id);
    await account.post(`/api/v1/conversations/${id}/messages`, { text: "Question", models: models.slice(0, 2) });
    await page.goto(`/c/${id}`);
    await expect(columns(page)).toHaveCount(2);
    await columns(page).first().getByRole("button", { name: "Keep this one" }).click();
    await expect(columns(page)).toHaveCount(0);
    await expect(page.getByText("1 of 2")).toBeVisible();
  });
});
