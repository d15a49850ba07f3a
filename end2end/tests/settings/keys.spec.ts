// The page of keys: added, tested, renamed, removed; never shown again.
import type { Page } from "@playwright/test";
import { look, picture } from "../../helpers/looks";
import { expect, testWith } from "../../helpers/test";

// A service that wants a key, of a name of its own, that nobody has given one yet.
const test = testWith((upstream) => ({ DEEPSEEK_BASE_URL: upstream.url }));

const KEY = "sk-person-own-key-4242";

const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function add(page: Page, key: string, label = "") {
  await page.goto("/settings/keys");
  const openai = card(page, "OpenAI");
  await openai.getByText("Add a key", { exact: true }).click();
  await openai.getByLabel("Key of OpenAI").fill(key);
  if (label) await openai.getByLabel("Name").fill(label);
  await openai.getByRole("button", { name: "Add the key" }).click();
}

test("a key is added, tested, used, renamed and removed", async ({ page, account, upstream, watch }) => {
  watch.allow(/404/);
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await page.goto("/settings/keys");
  const openai = card(page, "OpenAI");
  await expect(openai).toContainText("The server's key");
  await expect(card(page, "DeepSeek")).toContainText("No key");
  await look(page, "keys", { fullPage: true });

  await add(page, `  ${KEY}\t`, "Work");
  await expect(openai.getByRole("status")).toContainText("stored");
  await expect(openai).toContainText("ending in 4242");
  expect(await page.content()).not.toContain(KEY);

  await openai.getByRole("button", { name: "Test" }).click();
  await expect(openai.getByRole("status")).toContainText("accepts this key");
  expect(upstream.prompts.at(-1)!.key).toBe(`Bearer ${KEY}`);
  await look(page, "tested", { fullPage: true });
  upstream.next({ kind: "fail", status: 401 });
  await openai.getByRole("button", { name: "Test" }).click();
  await expect(openai.getByRole("alert")).toContainText("did not accept your own key");

  const id = await account.conversation();
  await account.say(id, "With my key");
  expect(upstream.prompts.at(-1)!.key).toBe(`Bearer ${KEY}`);
  const { messages } = await (await account.get(`/api/v1/conversations/${id}`)).json();
  expect(messages.at(-1).receipt.key).toBe("user");
  await page.goto(`/c/${id}`);
  await expect(page.getByRole("article").last()).toContainText("your key");

  await page.goto("/settings/keys");
  await openai.getByText("Rename", { exact: true }).click();
  await openai.getByLabel("Name").fill("Private");
  await openai.getByRole("button", { name: "Save" }).click();
  await expect(openai).toContainText("Private");
  await openai.getByText("Remove", { exact: true }).click();
  await picture(page, "remove", { fullPage: true });
  await openai.getByRole("button", { name: "Remove this key" }).click();
  await expect(openai.getByRole("status")).toContainText("removed");
  await expect(openai).toContainText("The server's key");
  await account.say(id, "And now");
  expect(upstream.prompts.at(-1)!.key).toBe("Bearer sk-test");
});

test("what is no key is refused with a sentence, and the form stays open", async ({ page, account }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await add(page, "two words");
  const openai = card(page, "OpenAI");
  await expect(openai.getByRole("alert")).toContainText("one word");
  await expect(openai.getByLabel("Key of OpenAI")).toBeVisible();
  await expect(openai.getByLabel("Key of OpenAI")).toHaveValue("");
});

test("the address puts no words into the page", async ({ page, account }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await page.goto("/settings/keys?error=%3Cb%3EYou%20won%3C/b%3E&about=openai");
  await expect(page.locator("body")).not.toContainText("You won");
  await page.goto("/settings/keys?done=Send%20your%20key%20to&about=openai");
  await expect(page.locator("body")).not.toContainText("Send your key to");
});

test("another person's key cannot be touched", async ({ page, account, elsewhere }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await add(page, KEY);
  const { items } = await (await account.get("/api/v1/keys")).json();
  const other = await elsewhere();
  for (const action of ["test", "rename", "remove"]) {
    const answer = await other.account.request.post(`${other.account.origin}/settings/keys/${items[0].id}/${action}`, {
      headers: { origin: other.account.origin },
      form: { label: "Mine now" },
      maxRedirects: 0,
    });
    expect(answer.headers().location).toBe("/settings/keys?error=not_found");
  }
  expect((await (await account.get("/api/v1/keys")).json()).items).toEqual(items);
});

test("all of it is reached by keyboard", async ({ page, account }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await page.goto("/settings/keys");
  const openai = card(page, "OpenAI");
  await openai.locator("summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(openai.getByLabel("Key of OpenAI")).toBeFocused();
  await page.keyboard.type(KEY);
  await page.keyboard.press("Enter");
  await expect(openai.getByRole("status")).toContainText("stored");
});

test("the settings' pages lead to each other and back", async ({ page, account }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await page.goto("/settings");
  const nav = page.getByRole("navigation", { name: "Settings" });
  for (const [name, path] of [["Keys", "keys"], ["API keys", "api-keys"], ["Usage", "usage"]]) {
    await nav.getByRole("link", { name, exact: true }).click();
    await expect(page).toHaveURL(`/settings/${path}`);
    await expect(nav.getByRole("link", { name, exact: true })).toHaveAttribute("aria-current", "page");
  }
  await nav.getByRole("link", { name: "Account" }).click();
  await expect(page).toHaveURL("/settings");
  await page.getByRole("link", { name: "Back to your conversations" }).click();
  await expect(page).toHaveURL("/");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("keys are added and removed by forms", async ({ page, account }) => {
    expect((await account.get("/api/v1/me")).ok()).toBe(true);
    await add(page, KEY);
    const openai = card(page, "OpenAI");
    await expect(openai).toContainText("ending in 4242");
    await openai.getByText("Remove", { exact: true }).click();
    await openai.getByRole("button", { name: "Remove this key" }).click();
    await expect(openai).toContainText("The server's key");
  });
});
