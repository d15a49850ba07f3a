// attacks.md 11, 12, 13: whatever people and models write is text.
import { expect, test } from "../../helpers/test";

const MARK = "http://evil.example/steal";
const HOSTILE = [
  `<script>window.hacked = 1</script>`,
  `<img src=x onerror="window.hacked = 1">`,
  `<img src="${MARK}.png">`,
  `<svg onload="window.hacked = 1"><script>window.hacked = 1</script></svg>`,
  `<iframe srcdoc="<script>parent.hacked = 1</script>"></iframe>`,
  `<a href="javascript:window.hacked = 1">raw link</a>`,
  `[click](javascript:window.hacked=1) [tab](java\tscript:window.hacked=1) [entity](&#106;avascript:window.hacked=1)`,
  `[data](data:text/html,<script>window.hacked=1</script>) [vb](vbscript:x) <javascript:window.hacked=1>`,
  `![image](${MARK}.png) ![data](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)`,
  `[ok](https://example.org/ "title' onmouseover='window.hacked=1")`,
  "```html\n<script>window.hacked = 1</script>\n```",
  "```\"><img src=x onerror=window.hacked=1>\ntext\n```",
  `<style>@import url(${MARK}.css)</style><link rel=prefetch href=${MARK}>`,
  `<form action=${MARK}><button>go</button></form><base href=${MARK}>`,
  `\u202Etxt.exe\u202C and zero\u200Bwidth`,
].join("\n\n");

async function harmless(page: import("@playwright/test").Page) {
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
  const thread = page.getByRole("article");
  for (const tag of ["script", "iframe", "img", "form[action^=http]", "style", "link", "base", "object", "embed"]) {
    await expect(thread.locator(tag), tag).toHaveCount(0);
  }
  const links = await thread.locator("a").evaluateAll((found) => found.map((a) => (a as HTMLAnchorElement).href));
  for (const link of links) expect(link).toMatch(/^(https?:|mailto:)/);
  const handlers = await thread.evaluateAll((found) =>
    found.flatMap((a) => [...a.querySelectorAll("*")]).flatMap((e) => e.getAttributeNames().filter((name) => name.startsWith("on"))),
  );
  expect(handlers).toEqual([]);
}

test("hostile Markdown in messages and answers runs nothing and asks for nothing", async ({ chat, upstream, page }) => {
  await chat.open();
  upstream.next({ kind: "tokens", tokens: HOSTILE.match(/[\s\S]{1,7}/g)!, pace: 1 });
  await chat.say(HOSTILE);
  await expect(chat.newest).toHaveAttribute("data-state", "complete", { timeout: 20_000 });
  await harmless(page);
  await expect(chat.newest).toContainText("<script>window.hacked = 1</script>");
  await page.reload();
  await chat.alive();
  await harmless(page);
});

test("hostile titles, names and models are shown as text", async ({ page, account, chat }) => {
  const id = await account.conversation("<img src=x onerror=window.hacked=1>");
  await account.patch(`/api/v1/conversations/${id}`, { title: "</title><script>window.hacked=1</script>" });
  await chat.open(id);
  await harmless(page);
  await expect(page).toHaveTitle(/<script>window.hacked=1<\/script>/);
});

test("text nested ten thousand deep is shown and the page goes on", async ({ chat, upstream }) => {
  test.setTimeout(60_000);
  await chat.open();
  upstream.next({ kind: "tokens", tokens: [`${"> ".repeat(10_000)}deep`, `\n\n${"[".repeat(10_000)}`, `\n\n${"*a ".repeat(5_000)}`] });
  await chat.say(`${"- ".repeat(10_000)}deep`);
  await expect(chat.newest).toHaveAttribute("data-state", "complete", { timeout: 20_000 });
  await chat.say("Still alive?");
  await chat.expectAnswer("Answer to: Still alive?");
});

test("a13: what a service fails with runs nothing", async ({ chat, upstream, page }) => {
  await chat.open();
  upstream.next({ kind: "fail", status: 500, body: { error: { message: "<script>window.hacked=1</script>" } } });
  upstream.next({ kind: "fail", status: 500, body: "<html><script>window.hacked=1</script>" });
  upstream.next({ kind: "fail", status: 400, body: { error: { message: "<img src=x onerror=window.hacked=1>" } } });
  await chat.say("Be evil");
  await expect(chat.newest).toHaveAttribute("data-state", "failed", { timeout: 20_000 });
  await harmless(page);
});

// What no dialect knows, as a stream of events carries it.
const FOREIGN = [
  `: <script>window.hacked = 1</script>\n\n`,
  `event: execute\ndata: {"type": "execute", "data": {"code": "window.hacked = 1"}}\n\n`,
  `data: {"event": "execute", "html": "<script>window.hacked = 1</script>", "location": "${MARK}"}\n\n`,
  `<html><script>window.hacked = 1</script><img src=${MARK}.png onerror="window.hacked = 1"></html>\n\n`,
].join("");
const SAID = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "Only <b>this</b>.", execute: "window.hacked = 1" } }] })}\n\n`;

test("a13: events of a service's own making are dropped, and what it says is text", async ({ chat, upstream, page }) => {
  const frames: string[] = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => frames.push(payload.toString())));
  await chat.open();
  upstream.next({ kind: "raw", bytes: `${FOREIGN}${SAID}${FOREIGN}data: [DONE]\n\n` });
  await chat.say("Be evil");
  await chat.expectAnswer("Only <b>this</b>.");
  await expect(chat.newest.getByText("Only <b>this</b>.", { exact: true })).toHaveCount(1);
  await expect(chat.newest).not.toContainText(/execute|hacked|html/);
  await harmless(page);
  expect(frames.join("\n")).toContain("Only <b>this</b>.");
  expect(frames.join("\n")).not.toMatch(/execute|hacked|evil\.example/);

  upstream.next({ kind: "raw", bytes: `${SAID}data: <html><script>window.hacked = 1</script></html>\n\ndata: [DONE]\n\n` });
  await chat.say("Be worse");
  await expect(chat.newest).toHaveAttribute("data-state", "interrupted");
  await expect(chat.newest).toContainText("Only <b>this</b>.");
  await expect(chat.newest).not.toContainText(/hacked|html/);
  await harmless(page);
  expect(frames.join("\n")).not.toContain("hacked");
});

test("the page's policy allows no script but its own", async ({ page, account }) => {
  const answer = await page.goto("/");
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  const policy = answer!.headers()["content-security-policy"];
  expect(policy).toMatch(/script-src 'nonce-[^']+'/);
  expect(policy).not.toMatch(/unsafe-inline|[^-]unsafe-eval/);
});

test("attacks 11 and 12: an imported chat runs nothing and asks for nothing, wherever it is shown", async ({ page, account, chat }) => {
  const message = (role: string) => ({
    author: { role, name: HOSTILE },
    create_time: 1_700_000_000,
    metadata: { model_slug: `<img src=${MARK}.png onerror=window.hacked=1>` },
    content: { content_type: "text", parts: [HOSTILE, { content_type: "image_asset_pointer", asset_pointer: `${MARK}.png` }] },
  });
  const talk = {
    id: "hostile",
    title: `<img src=x onerror="window.hacked=1"> ${MARK}`,
    create_time: 1_700_000_000,
    current_node: "b",
    mapping: { a: { parent: null, message: message("user") }, b: { parent: "a", message: message("assistant") } },
  };
  const faulty = { title: "<svg onload='window.hacked=1'>", mapping: 7 };
  expect((await account.post("/api/v1/imports", [talk, faulty])).status()).toBe(202);
  await expect.poll(async () => (await (await account.get("/api/v1/imports")).json()).items[0].state).toBe("done");

  await page.goto("/settings/data");
  await page.getByText("What was left out").click();
  await expect(page.getByText("<svg onload='window.hacked=1'>")).toBeVisible();
  await expect(page.getByRole("main").locator("script, img, svg[onload], iframe")).toHaveCount(0);

  const list = await (await account.get("/api/v1/conversations")).json();
  await chat.open(list.items[0].id);
  await harmless(page);
  await expect(chat.newest).toContainText("<script>window.hacked = 1</script>");

  await expect.poll(async () => (await (await account.get("/api/v1/search?q=hacked")).json()).items.length).toBeGreaterThan(0);
  await page.goto("/search?q=hacked");
  const main = page.getByRole("main");
  await expect(main.locator("mark").first()).toHaveText(/hacked/);
  await expect(main.locator("script, img, iframe, style, object, [onerror], [onload], [href^='javascript:']")).toHaveCount(0);
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();

  const exported = await account.get("/api/v1/export");
  expect(exported.headers()).toMatchObject({ "content-type": "application/zip", "x-content-type-options": "nosniff" });
  expect(exported.headers()["content-disposition"]).toMatch(/^attachment/);
});

test("attacks 11 and 12: what a picture is called, and what it is of, does nothing", async ({ page, account }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await page.goto("/settings/profile");
  const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked=1"><image href="${MARK}.png"/></svg>`);
  await page.locator("input[type=file]").setInputFiles({ name: '"><img src=x onerror=window.hacked=1>.png', mimeType: "image/png", buffer: svg });
  await page.getByRole("button", { name: "Upload" }).click();
  await expect(page.getByRole("alert")).toContainText("could not be taken as a picture");
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
  await expect(page.getByRole("main").locator("img")).toHaveCount(0);
});
