// Choosing the model: for the chat, for one message, by keyboard, on a phone, and without script.
import type { Page } from "@playwright/test";
import { setModel } from "../../helpers/database";
import { look } from "../../helpers/looks";
import { expect, testWith } from "../../helpers/test";

// One service of a name of its own beside the usual one: two groups at least.
const test = testWith((upstream) => ({ ADDA_PROVIDERS__LOCAL__BASE_URL: upstream.url, ADDA_PROVIDERS__LOCAL__MODELS: "swift,steady" }));

const picker = (page: Page) => ({
  button: page.getByRole("button", { name: /^Model: / }),
  dialog: page.getByRole("dialog", { name: "Choose a model" }),
  search: page.getByRole("combobox", { name: "Search the models" }),
  option: (name: string | RegExp) => page.getByRole("option", { name }),
});

test("the chat's model is searched for and chosen by keyboard", async ({ chat, page, account, upstream, isMobile }) => {
  const id = await chat.open();
  const { button, dialog, search, option } = picker(page);
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  if (isMobile) await search.focus();
  await expect(search).toBeFocused();
  const group = page.getByRole("group", { name: "local" });
  await expect(group.getByRole("option")).toHaveCount(2);
  await search.pressSequentially("LOCAL");
  await expect(page.getByRole("option")).toHaveCount(2);
  await page.keyboard.press("ArrowDown");
  const active = await search.getAttribute("aria-activedescendant");
  await expect(page.locator(`#${active}`)).toContainText("steady");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(button).toHaveAccessibleName(/swift/);
  await expect(button).toBeFocused();
  await expect.poll(async () => (await (await account.get(`/api/v1/conversations/${id}`)).json()).model).toBe("local/swift");
  await chat.say("Who answers?");
  await chat.expectAnswer("Answer to: Who answers?");
  expect(upstream.prompts.at(-1)!.model).toBe("swift");

  await button.click();
  await expect(option(/swift/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("a model can be chosen for the next message only", async ({ chat, page, account, upstream }) => {
  const id = await chat.open();
  const { button, option } = picker(page);
  const before = (await (await account.get(`/api/v1/conversations/${id}`)).json()).model;
  await button.click();
  await page.getByText("Next message only").click();
  await option(/steady/).click();
  const once = page.getByRole("button", { name: "next message only" });
  await expect(once).toBeVisible();
  await chat.say("Just this once");
  await chat.expectAnswer("Answer to: Just this once");
  expect(upstream.prompts.at(-1)!.model).toBe("steady");
  await expect(once).toBeHidden();
  await chat.say("As usual");
  await chat.expectAnswer("Answer to: As usual");
  expect(upstream.prompts.at(-1)!.model).toBe(before);

  await button.click();
  await page.getByText("Next message only").click();
  await option(/steady/).click();
  await once.click();
  await expect(once).toBeHidden();
  await expect(button).not.toHaveAccessibleName(/steady/);
});

test("a model without a key says so and leads to the keys", async ({ chat, page }) => {
  await chat.open();
  const { button, dialog, search } = picker(page);
  await button.click();
  await search.fill("deepseek");
  const needy = page.getByRole("option", { name: /needs a key/ }).first();
  await expect(needy).toHaveAttribute("aria-disabled", "true");
  // It cannot be chosen, but pressing it says why.
  await needy.click({ force: true });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText("DeepSeek needs a key");
  await expect(dialog.getByRole("link", { name: "Add a key" })).toHaveAttribute("href", "/settings/keys");
});

test("a model that is gone stays visible as such", async ({ chat, page, account, server }) => {
  const id = await account.conversation("Old");
  setModel(server.database, id, "retired-1");
  await chat.open(id);
  const { button, option } = picker(page);
  await expect(button).toHaveAccessibleName("Model: retired-1");
  await button.click();
  await expect(option(/retired-1/)).toContainText("No longer offered");
  await expect(option(/retired-1/)).toHaveAttribute("aria-disabled", "true");
});

test("nothing found says so", async ({ chat, page }) => {
  await chat.open();
  const { button, search } = picker(page);
  await button.click();
  await search.fill("no such model anywhere");
  await expect(page.getByRole("option")).toHaveCount(0);
  await expect(page.getByText("No model has these words")).toBeAttached();
  await search.press("Enter");
  await search.press("ArrowDown");
});

test("the open picker has nothing that axe finds, and lies over the page", async ({ chat, page, isMobile }) => {
  await chat.open();
  const { button, dialog } = picker(page);
  await button.click();
  await expect(dialog).toBeVisible();
  await look(page, "picker");
  const box = (await dialog.boundingBox())!;
  const view = page.viewportSize()!;
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.y + box.height).toBeLessThanOrEqual(view.height + 1);
  if (isMobile) {
    expect(box.width).toBe(view.width);
    expect(Math.round(box.y + box.height)).toBe(view.height);
  }
  await page.mouse.click(view.width / 2, 8);
  await expect(dialog).toBeHidden();
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the device's select chooses", async ({ page, account, upstream }) => {
    expect((await account.get("/api/v1/me")).ok()).toBe(true);
    await page.goto("/");
    await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "steady" });
    await page.getByRole("textbox", { name: "Message", exact: true }).fill("By form");
    await page.getByRole("button", { name: "Send message", exact: true }).click();
    await expect(page).toHaveURL(/\/c\//);
    await expect.poll(() => upstream.prompts.at(-1)?.model).toBe("steady");
    // The page as it came may still offer to stop the answer.
    const send = page.getByRole("button", { name: "Send message", exact: true });
    await expect(async () => {
      await page.reload();
      await expect(send).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "swift" });
    await page.getByRole("textbox", { name: "Message", exact: true }).fill("Another one");
    await send.click();
    await expect.poll(() => upstream.prompts.at(-1)?.model).toBe("swift");
  });
});
