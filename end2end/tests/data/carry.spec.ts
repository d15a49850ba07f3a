// Everything taken away in one archive, and chats brought along from elsewhere.
import type { Page } from "@playwright/test";
import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { violations } from "../../helpers/axe";
import { look } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const message = (role: string, text: string) => ({
  author: { role },
  create_time: 1700000000.5,
  metadata: { model_slug: "gpt-4o" },
  content: { content_type: "text", parts: [text] },
});

function exported(count: number, title = "Tides") {
  const one = (n: number) => ({
    id: `c${n}`,
    title: `${title} ${n}`,
    create_time: 1700000000,
    current_node: "b",
    mapping: {
      a: { parent: null, message: message("user", `Why ${n}?`) },
      b: { parent: "a", message: message("assistant", "The **Moon**.") },
    },
  });
  return Array.from({ length: count }, (_, n) => one(n));
}

async function bring(page: Page, content: unknown, name = "conversations.json") {
  await page.goto("/settings/data");
  const buffer = Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
  await page.getByLabel("The file").setInputFiles({ name, mimeType: "application/json", buffer });
  await page.getByRole("button", { name: "Import" }).click();
}

test("an export of ChatGPT becomes chats, once", async ({ page, account, chat }, info) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  const hostile = { title: "<img src=x onerror=alert(1)>", mapping: 7 };
  await bring(page, [...exported(2), hostile]);
  const said = page.getByRole("status");
  await expect(said).toContainText("Your file was read. 2 new chats, 1 left out.");
  await page.getByText("What was left out").click();
  await expect(page.getByText("<img src=x onerror=alert(1)>")).toBeVisible();
  await look(page, "read", { fullPage: true });
  await bring(page, exported(2));
  await expect(said).toContainText("0 new chats, 2 here already.");

  await page.goto("/");
  await chat.alive();
  if (info.project.name === "phone") await page.getByRole("link", { name: "Open the list of conversations" }).click();
  await page.getByRole("link", { name: /Tides 1/ }).click();
  await expect(chat.own).toContainText("Why 1?");
  await expect(page.getByText("Moon", { exact: true })).toBeVisible();
  await chat.say("And on Mars?");
  await chat.expectAnswer("Answer to: And on Mars?");
});

test("a long import shows how far it is and is cancelled", async ({ page, account }, info) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await bring(page, exported(20_000));
  const bar = page.getByRole("progressbar");
  await expect(bar).toBeVisible();
  await expect(page.getByRole("status")).toContainText("new so far");
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath("running.png"), fullPage: true });
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("status")).toContainText("You cancelled the import");
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Import" })).toBeVisible();
});

test("a file on its way shows how much is sent, and is stopped, lost, and sent again", async ({ page, account, context, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED/);
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  const network = await context.newCDPSession(page);
  const throughput = (uploadThroughput: number, offline = false) =>
    network.send("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput });
  const imports = async () => (await (await account.get("/api/v1/imports")).json()).items.length;
  const bar = page.getByRole("progressbar", { name: "Sent so far" });
  const again = page.getByRole("button", { name: "Import" });

  await page.goto("/settings/data");
  await throughput(100_000);
  const buffer = Buffer.from(JSON.stringify(exported(3_000)));
  await page.getByLabel("The file").setInputFiles({ name: "conversations.json", mimeType: "application/json", buffer });
  await again.click();
  await expect(page.getByText(/^\d+% of the file is sent\.$/)).toBeVisible();
  await expect.poll(() => bar.evaluate((bar: HTMLProgressElement) => bar.position)).toBeGreaterThan(0);
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await look(page, "sending", { fullPage: true });
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(bar).toBeHidden();
  await expect(again).toBeFocused();
  expect(await imports()).toBe(0);

  await throughput(-1, true);
  await again.click();
  await expect(page.getByRole("alert")).toHaveText("The file did not come whole. Send it again.");
  await throughput(-1);
  await again.click();
  await expect(page.getByRole("status")).toContainText("Your file was read. 3,000 new chats.");
});

test("a file that is too long is not sent at all", async ({ page, account }, info) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  const file = info.outputPath("conversations.json");
  writeFileSync(file, "");
  truncateSync(file, 513 * 1024 * 1024);
  let sent = 0;
  page.on("request", (request) => void (request.method() === "POST" && sent++));
  await page.goto("/settings/data");
  await page.getByLabel("The file").setInputFiles(file);
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("alert")).toHaveText("That file is too long.");
  expect(sent).toBe(0);
  rmSync(file);
});

test("what is no export is told so", async ({ page, account }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await bring(page, "<html>not this</html>");
  await expect(page.getByRole("status")).toContainText("no export that is known here");
});

test("everything is downloaded by a link", async ({ page, account }) => {
  const id = await account.conversation("../Taxes");
  await account.say(id, "What is due?");
  await page.goto("/settings/data");
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download everything" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^adda-export-\d{4}-\d\d-\d\d\.zip$/);
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
  for (const name of ["account.json", "conversations.json", "chats/0001 Taxes.md"]) {
    expect(bytes.includes(name), name).toBe(true);
  }
});

test("bringing chats along works without any script", async ({ browser, account, contextOptions, server }) => {
  const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: false, baseURL: server.url });
  await account.signIn(context);
  const page = await context.newPage();
  await bring(page, exported(1, "Plain"));
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("status")).toContainText("1 new chat.", { timeout: 500 });
  }).toPass();
  await page.goto("/chats");
  await expect(page.getByRole("link", { name: "Plain 0" })).toBeVisible();
  await context.close();
});
