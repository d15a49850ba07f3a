// What is remembered of a person, theirs alone: to see, to change, to forget, and to turn off.
import type { Locator, Page } from "@playwright/test";
import { look, picture } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const memory = (page: Page) => page.getByRole("region", { name: "Memory" });
const rows = (page: Page) => page.getByRole("list", { name: "What is remembered" }).getByRole("listitem");

async function add(page: Page, text: string, kind: string) {
  await page.goto("/settings/privacy");
  const part = memory(page);
  await part.getByText("Add something", { exact: true }).click();
  await fill(part, text, kind);
  await part.getByRole("button", { name: "Remember this" }).click();
  await expect(part.getByRole("status")).toHaveText("Noted.");
}

async function fill(part: Locator, text: string, kind: string) {
  await part.getByLabel("What is so").filter({ visible: true }).fill(text);
  await part.getByLabel("It is about").filter({ visible: true }).selectOption(kind);
}

test("a memory is added, changed, told with its chat, and forgotten", async ({ page, account }) => {
  await account.get("/api/v1/me");
  await page.goto("/settings/privacy");
  await expect(memory(page)).toContainText("Nothing is remembered yet.");
  await look(page, "none", { fullPage: true });

  const chat = await account.conversation("Trip to Kerala");
  await account.say(chat, "Remember that my train to Kochi leaves on 4 December.");
  await expect.poll(async () => (await (await account.get("/api/v1/memories")).json()).items.length).toBe(1);
  await add(page, "I like short answers with <b>examples</b>.", "a preference");
  await expect(rows(page)).toHaveCount(2);
  const [own, told] = [rows(page).first(), rows(page).last()];
  await expect(own).toContainText("<b>examples</b>");
  await expect(own).toContainText("written down here");
  await expect(told.getByRole("link", { name: "Trip to Kerala" })).toHaveAttribute("href", `/c/${chat}`);

  await own.getByText("Change", { exact: true }).click();
  await look(page, "changing", { fullPage: true });
  await fill(own, "I like long answers.", "a fact");
  await own.getByRole("button", { name: "Save" }).click();
  await expect(memory(page).getByRole("status")).toHaveText("Changed.");
  await expect(rows(page).first()).toContainText("I like long answers.");
  await picture(page, "memories", { fullPage: true });

  await rows(page).first().getByRole("button", { name: "Forget: I like long answers." }).click();
  await expect(rows(page)).toHaveCount(1);
  await memory(page).getByText("Forget everything", { exact: true }).click();
  await memory(page).getByRole("button", { name: "Forget all of it" }).click();
  await expect(memory(page).getByRole("status")).toHaveText("Everything is forgotten.");
  await expect(memory(page)).toContainText("Nothing is remembered yet.");
  expect((await (await account.get("/api/v1/memories")).json()).items).toEqual([]);
});

test("what is noted already, or nothing, is refused with a sentence", async ({ page, account }) => {
  await account.get("/api/v1/me");
  await add(page, "I live in Pune.", "a fact");
  await memory(page).getByText("Add something", { exact: true }).click();
  await fill(memory(page), "I live in Pune.", "a fact");
  await memory(page).getByRole("button", { name: "Remember this" }).click();
  await expect(memory(page).getByRole("alert")).toContainText("noted already");
  const empty = await account.request.post(`${account.origin}/settings/privacy/memories`, {
    headers: { origin: account.origin },
    form: { text: "  ", kind: "fact" },
    maxRedirects: 0,
  });
  expect(empty.headers().location).toMatch(/error=invalid/);
});

test("switched off it says so, and stays off", async ({ page, account }) => {
  await account.get("/api/v1/me");
  await page.goto("/settings/privacy");
  const turn = page.getByRole("switch", { name: "Memory" });
  await expect(turn).toHaveAttribute("aria-checked", "true");
  await turn.click();
  await expect(memory(page).getByRole("status")).toContainText("Memory is off.");
  await expect(turn).toHaveAttribute("aria-checked", "false");
  expect((await (await account.get("/api/v1/profile")).json()).memory).toBe(false);
  await turn.click();
  await expect(turn).toHaveAttribute("aria-checked", "true");
});

test("many memories are a page after another", async ({ page, account }) => {
  for (let at = 1; at <= 23; at++) expect((await account.post("/api/v1/memories", { text: `I own book number ${at}.` })).status()).toBe(201);
  await page.goto("/settings/privacy");
  await expect(rows(page)).toHaveCount(20);
  await expect(rows(page).first()).toContainText("number 23");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByRole("link", { name: "Older" })).toHaveCount(0);
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(rows(page)).toHaveCount(20);
  const answer = await page.goto("/settings/privacy?before=<script>");
  expect(answer?.status()).toBe(200);
});

test("another person's memory is neither shown, changed nor forgotten", async ({ page, account, elsewhere }) => {
  const made = await (await account.post("/api/v1/memories", { text: "My cat is called Tofu." })).json();
  const other = await elsewhere();
  await other.page.goto("/settings/privacy");
  await expect(other.page.locator("body")).not.toContainText("Tofu");
  for (const path of [`memories/${made.id}`, `memories/${made.id}/forget`]) {
    const answer = await other.account.request.post(`${account.origin}/settings/privacy/${path}`, {
      headers: { origin: account.origin },
      form: { text: "Mine now", kind: "fact" },
      maxRedirects: 0,
    });
    expect(answer.headers().location).toBe("/settings/privacy?error=not_found&about=memory#memory");
  }
  expect((await other.account.patch(`/api/v1/memories/${made.id}`, { text: "Mine" })).status()).toBe(404);
  await page.goto("/settings/privacy");
  await expect(rows(page)).toHaveText(/My cat is called Tofu\./);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a memory is added and forgotten by forms", async ({ page, account }) => {
    await account.get("/api/v1/me");
    await add(page, "I run on Sundays.", "a fact");
    await page.getByRole("button", { name: "Forget: I run on Sundays." }).click();
    await expect(memory(page).getByRole("status")).toHaveText("Forgotten.");
    await expect(rows(page)).toHaveCount(0);
  });
});
