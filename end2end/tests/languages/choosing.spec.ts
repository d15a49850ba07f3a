// The language of the interface is the browser's until a person chooses one, which then holds on every device.
import { expect, test } from "../../helpers/test";

test("a language is chosen, and is there on another device", async ({ page, account, elsewhere }) => {
  await account.get("/api/v1/me");
  await page.goto("/settings/appearance");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("radio", { name: "As the browser" })).toBeChecked();
  await page.getByRole("radio", { name: "हिन्दी" }).check();
  await expect(page.getByRole("heading", { level: 1, name: "रंग-रूप" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "hi");
  const there = await elsewhere(account);
  await there.page.goto("/");
  await expect(there.page.getByPlaceholder("संदेश लिखें")).toBeVisible();
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.getByRole("heading", { level: 1, name: "Appearance" })).toBeVisible();
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a language is chosen by the form", async ({ page, account }) => {
    await account.get("/api/v1/me");
    await page.goto("/settings/appearance");
    await page.getByText("हिन्दी").click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "hi");
  });
});

test("words that are no language change nothing", async ({ account, page, server }) => {
  const answer = await account.patch("/api/v1/me/appearance", { language: "<script>" });
  expect(answer.status()).toBe(422);
  const html = await (await page.request.get(`${server.url}/auth/login`, { headers: { "Accept-Language": "xx;q=9,\"><script>,hi;q=0" } })).text();
  expect(html).toContain('lang="en"');
});

test("letters of Hindi come in a face of ours, fetched where there are any", async ({ page, chat, account }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/fonts/")) fetched.push(new URL(request.url()).pathname);
  });
  await chat.open();
  await page.evaluate(() => document.fonts.ready);
  expect(fetched).not.toContain("/fonts/devanagari.woff2");
  await account.patch("/api/v1/me/appearance", { language: "hi" });
  await page.goto("/settings/appearance");
  await expect.poll(() => fetched).toContain("/fonts/devanagari.woff2");
});
