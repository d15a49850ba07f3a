// What the AI may learn in one chat, and what goes with it when it is deleted.
import { expect, test } from "../../helpers/test";

const remembered = async (account: { get(path: string): Promise<{ json(): Promise<any> }> }) =>
  (await (await account.get("/api/v1/memories")).json()).items as { text: string }[];

test("memory and mood are turned off for one chat, and stay so", async ({ page, account, chat, isMobile }) => {
  const id = await chat.open();
  if (isMobile) await page.getByRole("link", { name: "Details of this chat" }).click();
  const details = page.getByRole("complementary", { name: "Details of this chat" });
  const memory = details.getByRole("checkbox", { name: /^Remember/ });
  const mood = details.getByRole("checkbox", { name: /mood/ });
  await expect(memory).toBeChecked();
  await expect(mood).toBeChecked();
  await memory.uncheck();
  await expect.poll(async () => (await account.get(`/api/v1/conversations/${id}/privacy`)).json()).toEqual({ memory: false, mood: true });
  await mood.uncheck();
  await expect.poll(async () => (await account.get(`/api/v1/conversations/${id}/privacy`)).json()).toEqual({ memory: false, mood: false });
  await chat.open(id);
  await expect(page.getByRole("checkbox", { name: /^Remember/, includeHidden: true })).not.toBeChecked();
  await account.say(id, "Remember that I live in Pune.");
  expect(await remembered(account)).toEqual([]);
});

test("what is off for all chats cannot be turned on in one", async ({ page, account, chat, isMobile }) => {
  await account.patch("/api/v1/profile", { mood: false });
  await chat.open();
  if (isMobile) await page.getByRole("link", { name: "Details of this chat" }).click();
  const mood = page.getByRole("checkbox", { name: /mood/ });
  await expect(mood).not.toBeChecked();
  await mood.click();
  await expect(mood).not.toBeChecked();
});

test("deleting a chat keeps what came from it, and forgets it where that is wanted", async ({ page, account, chat, server }) => {
  const forgotten = await account.conversation();
  await account.say(forgotten, "Remember that I live in Pune.");
  const kept = await account.conversation();
  await account.say(kept, "Remember that I own a bicycle.");
  await account.post("/api/v1/memories", { text: "I like tea." });
  const left = async () => (await remembered(account)).map(({ text }) => text);
  await expect.poll(async () => (await left()).length).toBe(3);
  for (const id of [forgotten, kept]) {
    await chat.open(id);
    await page.getByRole("button", { name: "Delete this chat" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete this chat?" });
    if (id === forgotten) await dialog.getByLabel("Also forget what came from this chat").check();
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await expect.poll(async () => (await account.get(`/api/v1/conversations/${id}`)).status()).toBe(404);
  }
  // For ten seconds a deletion can be undone, and nothing is forgotten.
  expect((await left()).length).toBe(3);
  const final = (id: string) => server.log.includes(`conversation ${id} deleted`);
  await expect.poll(() => [forgotten, kept].every(final), { timeout: 20_000 }).toBe(true);
  expect(await left()).toHaveLength(2);
  expect((await left()).join()).toMatch(/bicycle/);
  expect(await left()).toContain("I like tea.");
});

test("where memory is off nothing is offered to be forgotten", async ({ page, account, chat }) => {
  await account.patch("/api/v1/profile", { memory: false });
  await chat.open();
  await page.getByRole("button", { name: "Delete this chat" }).click();
  await expect(page.getByRole("dialog", { name: "Delete this chat?" }).getByRole("checkbox")).toHaveCount(0);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("both are forms", async ({ page, account, isMobile }) => {
    const id = await account.conversation();
    await account.say(id, "Remember that I live in Pune.");
    await expect.poll(async () => (await remembered(account)).length).toBe(1);
    await page.goto(`/c/${id}`);
    if (isMobile) await page.getByRole("link", { name: "Details of this chat" }).click();
    const details = page.getByRole("complementary", { name: "Details of this chat" });
    await details.getByRole("checkbox", { name: /mood/ }).uncheck();
    await details.getByRole("button", { name: "Save" }).click();
    expect(await (await account.get(`/api/v1/conversations/${id}/privacy`)).json()).toEqual({ memory: true, mood: false });
    const gone = await account.request.post(`${account.origin}/c/${id}/delete`, {
      headers: { origin: account.origin },
      form: { forget: "on" },
      maxRedirects: 0,
    });
    expect(gone.headers().location).toBe("/");
    expect(await remembered(account)).toEqual([]);
  });
});
