// Code in colours, formulas, footnotes, tasks, tables and long code: as they are written, as they are read again, and
// without script.
import type { Locator } from "@playwright/test";
import { violations } from "../../helpers/axe";
import { look } from "../../helpers/looks";
import { expect, test } from "../../helpers/test";

const LONG = Array.from({ length: 60 }, (_, n) => `let line_${n} = ${n};`).join("\n");
const ANSWER = `Some code:

\`\`\`rust
// a comment
fn main() { println!("hi"); }
\`\`\`

A formula $E = mc^2$ and prices of $5 and $10[^1].

\\[
\\int_0^1 x^2\\,dx
= \\frac{1}{3}
\\]

- [x] done thing
- [ ] open thing

| one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve |
|---|---|---|---|---|---|---|---|---|---|---|---|
| some words | some words | some words | some words | some words | some words | some words | some words | some words | some words | some words | some words |

\`\`\`js
${LONG}
\`\`\`

[^1]: A note about prices.`;

const tokens = (text: string) => text.match(/[\s\S]{1,12}/g)!;

test("an answer with code, formulas and notes is drawn alike while it is written and when it is read again", async ({ chat, page, upstream }) => {
  const id = await chat.open();
  upstream.next({ kind: "tokens", tokens: tokens(ANSWER), pace: 2 });
  await chat.say("Everything, please");
  await expect(chat.newest).toHaveAttribute("data-state", "complete");
  const answer = chat.newest;
  await expect(answer.locator(".code-k", { hasText: "fn" })).toBeVisible();
  await expect(answer.locator(".code-k", { hasText: "let" })).toHaveCount(60);
  await expect(answer.locator("math")).toHaveCount(2);
  await expect(answer).toContainText("prices of $5 and $10");
  await expect(answer.getByRole("checkbox", { name: "done thing" })).toBeChecked();
  await expect(answer.getByRole("checkbox", { name: "open thing" })).toBeDisabled();
  // Seen to grow, so it stays open.
  await expect(answer.locator("details")).toHaveAttribute("open");
  const drawn = await shape(answer);

  await page.reload();
  await chat.alive();
  await expect(answer.locator(".code-k", { hasText: "let" })).toHaveCount(60);
  expect(await shape(answer)).toEqual(drawn);
  await expect(answer.getByText("Show all 60 lines")).toBeVisible();
  await look(page, "rendering");
  await page.goto("/");
  await chat.open(id);
});

test("colours that come later move nothing", async ({ chat, page, upstream }) => {
  await page.route("**/api/ui/code*", async (route) => {
    await new Promise((done) => setTimeout(done, 700));
    await route.continue();
  });
  await chat.open();
  upstream.next({ kind: "tokens", tokens: tokens(`\`\`\`python\n${"def f(x):\n    return x  # so\n".repeat(8)}\`\`\`\n\nDone.`) });
  await chat.say("Code");
  await chat.expectAnswer("Done.");
  const code = chat.newest.locator("figure");
  await expect(code.locator("code")).toContainText("return x");
  await page.waitForTimeout(300);
  const before = await place(code);
  expect(await code.locator(".code-k").count()).toBe(0);
  await expect(code.locator(".code-k").first()).toBeVisible();
  expect(await place(code)).toEqual(before);
});

test("long code opens and folds by keyboard, and is copied whole", async ({ chat, page, account, upstream, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const id = await account.conversation();
  upstream.next({ kind: "tokens", tokens: [`\`\`\`js\n${LONG}\n\`\`\``] });
  await account.say(id, "Code");
  await chat.open(id);
  const figure = chat.newest.locator("figure");
  const folded = (await figure.locator("pre").boundingBox())!.height;
  await figure.getByRole("button", { name: "Copy" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${LONG}\n`);
  const fold = figure.locator("summary");
  await fold.focus();
  await page.keyboard.press("Enter");
  await expect(fold).toHaveText(/Show fewer lines/);
  expect((await figure.locator("pre").boundingBox())!.height).toBeGreaterThan(folded * 2);
  await page.keyboard.press("Enter");
  expect((await figure.locator("pre").boundingBox())!.height).toBe(folded);
});

test("a footnote's mark leads to its note and stays in the chat", async ({ chat, page, account, upstream }) => {
  const id = await account.conversation();
  upstream.next({ kind: "tokens", tokens: ["A claim[^a].\n\n[^a]: Its *source*."] });
  await account.say(id, "Claim");
  await chat.open(id);
  await chat.newest.getByRole("link", { name: "Footnote a" }).click();
  await expect(page).toHaveURL(new RegExp(`/c/${id}#note-`));
  await expect(chat.newest.locator("[data-note]")).toBeInViewport();
  await expect(chat.newest).toContainText("Its source.");
});

test("a wide table scrolls in itself, also by keyboard", async ({ chat, page, account, upstream }) => {
  const id = await account.conversation();
  upstream.next({ kind: "tokens", tokens: [ANSWER] });
  await account.say(id, "Table");
  await chat.open(id);
  const table = chat.newest.getByRole("region", { name: /^Table: one, two/ });
  await table.focus();
  await page.keyboard.press("ArrowRight");
  await expect(async () => expect(await table.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0)).toPass();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test("what is too wide fades where there is more, and nothing else does", async ({ chat, page, account, upstream }) => {
  const id = await account.conversation();
  upstream.next({ kind: "tokens", tokens: [`${ANSWER}\n\n| a | b |\n|---|---|\n| 1 | 2 |`] });
  await account.say(id, "Table");
  await chat.open(id);
  const [wide, narrow] = [/^Table: one, two/, "Table: a, b"].map((name) => chat.newest.getByRole("region", { name }));
  /** How far the beginning and the end fade, in CSS pixels. */
  const fades = (table: Locator) =>
    table.evaluate((box) => ["--before", "--behind"].map((name) => Math.round(parseFloat(getComputedStyle(box).getPropertyValue(name)))));
  const scroll = (place: number) => wide.evaluate((box, place) => (box.scrollLeft = place * (box.scrollWidth - box.clientWidth)), place);
  await expect.poll(() => fades(wide)).toEqual([0, 36]);
  await scroll(0.5);
  await expect.poll(() => fades(wide)).toEqual([36, 36]);
  await scroll(1);
  await expect.poll(() => fades(wide)).toEqual([36, 0]);
  expect(await fades(narrow)).toEqual([0, 0]);
  // Whoever comes by keyboard sees all of the frame.
  await wide.focus();
  await expect(wide).toHaveCSS("mask-image", "none");
  await page.emulateMedia({ forcedColors: "active" });
  await expect(narrow).toHaveCSS("mask-image", "none");
  await expect(chat.newest.getByRole("group", { name: "Code: rust" })).toHaveAttribute("tabindex", "0");
});

test("headings stand below the message in order, while it is written, read again, shared and without script", async ({ chat, page, account, upstream, browser, contextOptions, server }) => {
  const levels = (answer: Locator) => answer.getByRole("heading").evaluateAll((all) => all.map((it) => `${it.tagName} ${it.textContent}`));
  const order = ["H2 AI Assistant", "H3 First", "H4 Second", "H3 Third"];
  const id = await chat.open();
  upstream.next({ kind: "tokens", tokens: tokens("### First\n\nText.\n\n##### Second\n\n```py\n# no heading\n```\n\n## Third\n\nMore."), pace: 2 });
  await chat.say("Headings, please");
  await chat.expectAnswer("More.");
  expect(await levels(chat.newest)).toEqual(order);
  expect(await violations(page, { rules: ["heading-order"] })).toEqual([]);
  await page.reload();
  await chat.alive();
  expect(await levels(chat.newest)).toEqual(order);
  expect(await violations(page, { rules: ["heading-order"] })).toEqual([]);

  const { path } = await (await account.post(`/api/v1/conversations/${id}/shares`)).json();
  const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: false, baseURL: server.url });
  await account.signIn(context);
  const reader = await context.newPage();
  for (const address of [`/c/${id}`, path]) {
    await reader.goto(address);
    expect(await levels(reader.getByRole("article", { name: "AI Assistant" }).last()), address).toEqual(order);
  }
  await context.close();
});

test("hostile code, formulas and notes run nothing", async ({ chat, page, upstream }) => {
  const hostile = [
    "```rust\n</code></pre><img src=x onerror=window.hacked=1>\n```",
    '```rust"><img src=x onerror=window.hacked=1>\nx\n```',
    "$\\operatorname{<img src=x onerror=window.hacked=1>}$",
    "$$\\text{</mtext></math><script>window.hacked=1</script>}$$",
    "$\\href{javascript:window.hacked=1}{x}$",
    "[^<img src=x onerror=window.hacked=1>]\n\n[^<img src=x onerror=window.hacked=1>]: x",
    `$${"\\sqrt".repeat(500)}$`,
    `$${"{".repeat(5_000)}$`,
    `\`\`\`rust\n${"let a = 1;\n".repeat(3_000)}\`\`\``,
  ].join("\n\n");
  await chat.open();
  upstream.next({ kind: "tokens", tokens: hostile.match(/[\s\S]{1,400}/g)! });
  await chat.say("Be evil");
  await expect(chat.newest).toHaveAttribute("data-state", "complete", { timeout: 30_000 });
  for (const again of [false, true]) {
    if (again) await page.reload();
    await chat.alive();
    expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
    await expect(chat.newest.locator("img, script, [onerror], [style], a[href^=javascript]")).toHaveCount(0);
  }
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("history is coloured, set, folded and opened", async ({ page, account, upstream, chat }) => {
    const id = await account.conversation();
    upstream.next({ kind: "tokens", tokens: [ANSWER] });
    await account.say(id, "Everything");
    await page.goto(`/c/${id}`);
    await expect(chat.newest.locator(".code-k", { hasText: "fn" })).toBeVisible();
    await expect(chat.newest.locator("math")).toHaveCount(2);
    const long = chat.newest.locator("figure", { has: page.locator("details") });
    const folded = (await long.locator("pre").boundingBox())!.height;
    await long.locator("summary").click();
    expect((await long.locator("pre").boundingBox())!.height).toBeGreaterThan(folded * 2);
  });
});

/** Where it stands, in whole pixels. */
async function place(at: import("@playwright/test").Locator) {
  const box = (await at.boundingBox())!;
  return [box.x, box.y, box.width, box.height].map(Math.round);
}

/** What is drawn, without what may differ: how it was cut into blocks, and what is folded. */
function shape(answer: Locator) {
  return answer.locator("figure, table, math, input[type=checkbox], sup").evaluateAll((found) =>
    found.map((element) => {
      const copy = element.cloneNode(true) as Element;
      for (const details of copy.querySelectorAll("details")) details.removeAttribute("open");
      return copy.outerHTML;
    }),
  );
}

test("code in the documentation and in shared chats has its colours", async ({ page, account, upstream, browser, contextOptions, server }) => {
  await page.goto("/docs/api");
  await expect(page.locator("code .code-s").first()).toBeVisible();
  upstream.next({ kind: "tokens", tokens: ["```rust\nfn main() {}\n```\n\nand $x^2$"] });
  const id = await account.conversation();
  await account.say(id, "Code please");
  const { path } = await (await account.post(`/api/v1/conversations/${id}/shares`)).json();
  const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: false, baseURL: server.url });
  const reader = await context.newPage();
  await reader.goto(path);
  await expect(reader.locator(".code-k", { hasText: "fn" })).toBeVisible();
  await expect(reader.locator("math").first()).toBeVisible();
  await context.close();
});
