// What people tell of themselves: saved, shown again, and known to the AI that answers.
import type { Page } from "@playwright/test";
import { look } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const interests = (page: Page) => page.getByRole("textbox", { name: "Interests" });

test("a profile is saved and shown again", async ({ page, account }) => {
  await account.get("/api/v1/me");
  await page.goto("/settings");
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "You" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "You" })).toBeVisible();
  await page.getByRole("textbox", { name: "What it calls you" }).fill("Miri");
  await page.getByLabel("Your language").selectOption("हिन्दी");
  await page.getByLabel("Where you live").selectOption("India");
  await interests(page).fill("chess, tax law,\nlong train rides, chess");
  await page.getByLabel("Tell the AI my interests").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await look(page, "saved", { fullPage: true });

  await page.goto("/settings/profile");
  await expect(page.getByRole("textbox", { name: "What it calls you" })).toHaveValue("Miri");
  await expect(page.getByLabel("Your language")).toHaveValue("hi");
  await expect(page.getByLabel("Where you live")).toHaveValue("IN");
  await expect(interests(page)).toHaveValue("chess, tax law, long train rides");
  await expect(page.getByLabel("Tell the AI my interests")).not.toBeChecked();
  const profile = await (await account.get("/api/v1/profile")).json();
  expect(profile).toMatchObject({ nickname: "Miri", language: "hi", region: "IN", share_interests: false, memory: true, mood: true });
});

test("what cannot be saved is shown again as it was typed, and stands in no address", async ({ page, account }) => {
  await account.get("/api/v1/me");
  await page.goto("/settings/profile");
  const many = Array.from({ length: 21 }, (_, at) => `subject ${at}`).join(", ");
  await page.getByRole("textbox", { name: "What it calls you" }).fill("Miri");
  await interests(page).fill(many);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("20 interests");
  await expect(interests(page)).toHaveValue(many);
  await expect(page.getByRole("textbox", { name: "What it calls you" })).toHaveValue("Miri");
  expect(page.url()).not.toContain("subject");
  expect((await (await account.get("/api/v1/profile")).json()).nickname).toBe("");
});

test("a name that was changed stands with the person and on what they say from then on", async ({ page, account, chat }, info) => {
  const id = await chat.open();
  await chat.say("Who am I?");
  await chat.expectAnswer("Answer to:");
  await page.goto("/settings/profile");
  const name = page.getByRole("textbox", { name: /^Name/ });
  await expect(name).toHaveValue(account.name);
  await name.fill("  ");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("A name has 1 to 80 characters");
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await name.fill("Mira Rao");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await expect(name).toHaveValue("Mira Rao");

  await chat.open(id);
  // A narrow page keeps the list, and who is signed in, in a drawer.
  if (info.project.name === "wide") await expect(page.getByText("Mira Rao", { exact: true }).first()).toBeVisible();
  await chat.say("And now?");
  await chat.expectAnswer("And now?");
  const { messages } = await (await account.get(`/api/v1/conversations/${id}`)).json();
  const said = messages.filter((message: { author: { kind: string } }) => message.author.kind === "user");
  expect(said.map((message: { author: { name: string } }) => message.author.name)).toEqual([account.name, "Mira Rao"]);
});

test("another site cannot change a profile", async ({ account }) => {
  const answer = await account.request.post(`${account.origin}/settings/profile`, {
    headers: { origin: "https://evil.example" },
    form: { nickname: "Owned" },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(403);
  expect((await (await account.get("/api/v1/profile")).json()).nickname).toBe("");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a profile is saved by its form", async ({ page, account }) => {
    await account.get("/api/v1/me");
    await page.goto("/settings/profile");
    await page.getByRole("textbox", { name: /^Name/ }).fill("Plain Person");
    await page.getByRole("textbox", { name: "What it calls you" }).fill("Plain");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("status")).toContainText("Saved");
    await expect(page.getByRole("textbox", { name: "What it calls you" })).toHaveValue("Plain");
    await expect(page.getByRole("textbox", { name: /^Name/ })).toHaveValue("Plain Person");
    expect((await (await account.get("/api/v1/me")).json()).user.name).toBe("Plain Person");
  });
});
