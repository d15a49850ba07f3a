import { violations } from "../../helpers/axe";
import { expect, kept, test } from "./test";

test("the app starts without the server, takes what is written, and sends it when the server is back", async ({ installed }, info) => {
  const { site, page, chat, watch } = installed;
  // The chat's address is asked for as the chat is being made.
  watch.allow(/404/);
  await page.goto("/");
  await chat.alive();
  await kept(page);
  await chat.composer.fill("Half a thought");
  await site.down();
  await page.reload();
  await expect(page.getByText(/you are offline|the connection is lost/i)).toBeVisible();
  await expect(page.getByRole("heading", { name: /Hello, Mira Sen/ })).toBeVisible();
  await expect(chat.composer).toHaveValue("Half a thought");
  await page.screenshot({ path: info.outputPath("offline.png") });
  await chat.composer.fill("Written in a tunnel");
  await chat.send.click();
  await chat.expectOnce("Written in a tunnel");
  await expect(chat.own.first().getByRole("img", { name: /Waiting for the connection/ })).toBeVisible();

  await site.up();
  await expect(chat.newest).toContainText("Answer to: Written in a tunnel", { timeout: 40_000 });
  await chat.expectOnce("Written in a tunnel");
});

test("a conversation that is not here is not shown as if it were gone", async ({ installed }, info) => {
  const { site, page, chat } = installed;
  const id = await chat.open();
  await kept(page);
  await site.down();
  await page.goto(`/c/${id}`);
  await expect(page.getByRole("alert")).toContainText("could not be reached");
  await page.screenshot({ path: info.outputPath("chat.png") });
  await page.getByRole("link", { name: "To your conversations" }).click();
  await expect(chat.composer).toBeVisible();
});

test("a page of the server alone says that it cannot be reached, and comes when it can", async ({ installed }, info) => {
  const { site, page, chat } = installed;
  await page.goto("/");
  await chat.alive();
  await kept(page);
  await site.down();
  await page.goto("/settings/usage");
  await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
  await page.screenshot({ path: info.outputPath("page.png") });
  await site.up();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Usage" })).toBeVisible();
});

test("what is kept is the app and nothing of the person's; it survives signing out, they do not", async ({ installed }) => {
  const { site, page, chat, account } = installed;
  await chat.open();
  await chat.say("My secret recipe");
  await chat.expectAnswer("Answer to: My secret recipe");
  await kept(page);
  await page.goto("/settings/profile");
  await page.goto("/settings");
  const held = await page.evaluate(async () => {
    const found: Record<string, string> = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = (await cache.match(request))!;
        found[new URL(request.url).pathname] = /html|javascript/.test(answer.headers.get("content-type") ?? "") ? await answer.text() : "";
      }
    }
    return found;
  });
  for (const [path, text] of Object.entries(held)) {
    expect(path).toMatch(/^\/(pkg\/[0-9a-f]{16}\/|fonts\/|favicon\.svg$|offline(\.js)?$)/);
    expect(text).not.toContain(account.email);
    expect(text).not.toContain(account.name);
  }
  expect(Object.keys(held)).toContain("/offline");

  expect(await page.evaluate(() => JSON.stringify(localStorage))).toContain(account.email);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/auth\/login/);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(account.email);
  await site.down();
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("could not be reached");
  await expect(page.getByText(account.name)).toHaveCount(0);
});

test("signing in leads on, and answers stream, past the worker", async ({ installed }) => {
  const { page, chat, account, context } = installed;
  await page.goto("/");
  await chat.alive();
  await kept(page);
  await context.clearCookies();
  await page.goto("/settings/usage");
  await expect(page).toHaveURL(/\/auth\/login\?next=/);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Usage" })).toBeVisible();
  await chat.open();
  await chat.say("Past the worker");
  await chat.expectAnswer("Answer to: Past the worker");
});

test.describe("in a browser that is set to Hindi", () => {
  test.use({ locale: "hi-IN" });

  test("what is shown without the server is in Hindi, the app that starts there too", async ({ installed }, info) => {
    const { site, page, watch } = installed;
    watch.allow(/404/);
    await page.goto("/");
    await expect(page.locator("[data-connection=live]")).toBeAttached();
    await kept(page);
    await site.down();
    await page.goto("/settings/usage");
    await expect(page.getByRole("heading", { name: "आप ऑफ़लाइन हैं" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "hi");
    await expect(page).toHaveTitle("ऑफ़लाइन · Adda");
    await expect(page.getByText("You are offline")).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: info.outputPath("page.png") });
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "नमस्ते, Mira Sen" })).toBeVisible();
    await site.up();
    await expect(page.locator("[data-connection=live]")).toBeAttached();
    await page.goto("/settings/usage");
    await expect(page.getByRole("heading", { level: 1, name: "उपयोग" })).toBeVisible();
  });

  test("a language that was chosen goes before the browser's", async ({ installed }) => {
    const { site, page, account } = installed;
    expect((await account.patch("/api/v1/me/appearance", { language: "en", theme: "light" })).ok()).toBe(true);
    await page.goto("/");
    await expect(page.locator("[data-connection=live]")).toBeAttached();
    await kept(page);
    await site.down();
    await page.goto("/settings/usage");
    await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });
});
