// The whole interface in Hindi: as the browser asks for it, without a word of English left over.
import type { Page, TestInfo } from "@playwright/test";
import { violations } from "../../helpers/axe";
import { expect, test } from "../../helpers/fresh";
import { STRANGERS, addresses, furnish } from "../../helpers/pages";

// The browser itself is set to Hindi: Playwright's locale does not reach a WebSocket's handshake.
test.use({
  locale: "hi-IN",
  launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: [...(launchOptions.args ?? []), "--accept-lang=hi-IN,hi"] }),
});

// Names, and what is written by people, programs or services; no sentence of the interface is made of these alone.
const NAMES =
  /Adda( guide)?|AI|API|JSON|Markdown|ChatGPT|Claude|OpenAI|Anthropic|Google|Gemini|DeepSeek|OpenRouter|Ollama|HTML|CSV|ZIP|PNG|JPEG|WebP|PWA|IBAN|PAN|GSTIN|UPI|IP|SSN|RPM|USD|INR|EUR|GBP|MB|KB|Ctrl|Shift|Enter|Escape|Alt|Tab|English|Home|End|Esc|SQLite|CARD_1|PostgreSQL|Redis|SMTP|HTTP|HTTPS|URL|ID|id|Python|JavaScript|curl|Chromium|Chrome|Firefox|Safari|Linux|macOS|Windows|Android|iPhone|Apache|WebSocket/g;

/** Visible texts and names that have no letter of Hindi and more than names in Latin letters. */
async function english(page: Page, skip = "") {
  const found = await page.evaluate((skip) => {
    const texts: string[] = [];
    const hidden = (element: Element | null) =>
      !element || !!element.closest(`script, style, noscript, code, pre, kbd, samp, svg, select, option, textarea, time, [data-foreign], [lang=en]${skip && `, ${skip}`}`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim() ?? "";
      if (text && !hidden(walker.currentNode.parentElement)) texts.push(text);
    }
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (!skip || !element.closest(skip)) texts.push(element.getAttribute(name) ?? "");
      }
    }
    return texts;
  }, skip);
  const people = /^(zzz|MS|Mira Sen|\S+@example\.org)$/;
  const left = found.filter((text) => !people.test(text) && !/[\u0900-\u097f]/.test(text) && /[A-Za-z]{2,}/.test(text.replace(NAMES, "")));
  return [...new Set(left)];
}

/** Looked at whole: its language, no English left, nothing that other senses would stumble over, a picture. */
async function look(page: Page, path: string, info: TestInfo, skip = "") {
  await page.goto(path);
  await expect(page.locator("html")).toHaveAttribute("lang", "hi");
  await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
  // The documentation is in English, and is called so.
  if (!path.startsWith("/docs/")) expect(await page.title(), path).toMatch(/^Adda$|[\u0900-\u097f]/);
  expect.soft(await english(page, skip), path).toEqual([]);
  expect(await violations(page), path).toEqual([]);
  await page.screenshot({ path: info.outputPath(`${path.split("?")[0].replaceAll("/", "-").slice(1) || "start"}.png`), fullPage: true });
}

test.describe("in one theme, for colours are the same in every language", () => {
  test.use({ colorScheme: ({ isMobile }, use) => use(isMobile ? "dark" : "light") });

  test("whoever is not signed in reads Hindi", async ({ come }, info) => {
    const { page } = await come();
    await page.context().clearCookies();
    for (const path of Object.values(STRANGERS)) await look(page, path, info);
  });

  test("every page is in Hindi", async ({ come }, info) => {
    test.slow();
    const { page, watch, account } = await come();
    watch.allow(/404/);
    const scene = await furnish(account, "घर का बजट");
    for (const path of addresses(scene)) {
      // Names of settings and of people are what they are, and so is what was said.
      await look(page, path, info, "td, dd, th[scope=row], [class*=model_picker], [class*=prose], [class*=excerpt], [class*=detail], p[dir=auto]");
    }
  });
});

test("a chat is held in Hindi, its numbers and plurals too", async ({ come }, info) => {
  const { page } = await come();
  await page.goto("/");
  await expect(page.locator("[data-connection=live]")).toBeAttached();
  await page.getByRole("textbox", { name: "संदेश", exact: true }).fill("How do I start a chat?");
  await page.getByRole("button", { name: "संदेश भेजें", exact: true }).click();
  const answer = page.getByRole("article", { name: "AI सहायक", exact: true }).last();
  await expect(answer).toHaveAttribute("data-state", "complete");
  await expect(page.getByRole("article", { name: "आप", exact: true })).toHaveCount(1);
  await expect(page.getByRole("article", { name: "AI सहायक", exact: true }).first()).toContainText("नमस्ते");
  await page.screenshot({ path: info.outputPath("chat.png") });
  expect(await english(page, "[class*=prose], [class*=title], [class*=detail], [class*=footer], [class*=model_picker], [class*=row]")).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeVisible();
  expect(await english(page, "[class*=prose], [class*=title], [class*=detail], [class*=footer], [class*=model_picker], [class*=row], [class*=below]")).toEqual([]);
  await page.screenshot({ path: info.outputPath("palette.png") });
});

test("a question to begin with is answered in Hindi, out of the manual in Hindi", async ({ come }, info) => {
  const { page } = await come();
  await page.goto("/");
  await expect(page.locator("[data-connection=live]")).toBeAttached();
  await page.screenshot({ path: info.outputPath("starters.png") });
  const question = "मेरी चैट कौन पढ़ सकता है?";
  await page.getByRole("button", { name: question }).click();
  const answer = page.getByRole("article", { name: "AI सहायक", exact: true }).last();
  await expect(answer).toHaveAttribute("data-state", "complete");
  await expect(answer).toContainText("Adda के दस्तावेज़ों में");
  await expect(answer.locator("blockquote").first()).toContainText("आप, उन डिवाइस पर जहाँ आप साइन इन हैं।");
  expect(await english(page, "[class*=title], [class*=detail], [class*=footer], [class*=model_picker], [class*=row]")).toEqual([]);
  await page.screenshot({ path: info.outputPath("answer.png") });
  await answer.getByRole("link", { name: question }).first().click();
  await expect(page).toHaveURL(/\/docs\/hi-using#/);
  const section = page.getByRole("heading", { level: 2, name: question });
  await expect(section).toBeInViewport();
  await expect(page.locator("[lang=hi]").filter({ has: section }).last()).toHaveClass(/prose/);
  await page.screenshot({ path: info.outputPath("section.png") });
});

test("a reader of Hindi is led from the manual to the one in Hindi", async ({ come }, info) => {
  const { page } = await come();
  await page.goto("/docs/using");
  await expect(page.getByRole("heading", { level: 1 })).toHaveAttribute("lang", "en");
  await page.getByRole("link", { name: "यह दस्तावेज़ हिन्दी में पढ़ें" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Adda का इस्तेमाल" })).toHaveAttribute("lang", "hi");
  await expect(page.getByRole("link", { name: "हिन्दी में पढ़ें" })).toHaveCount(0);
  await look(page, "/docs/hi-using", info);
});

test("why a file is not taken over is told in Hindi", async ({ come }, info) => {
  const { page } = await come();
  const bring = async (content: string) => {
    await page.goto("/settings/data");
    await page.locator("input[type=file]").setInputFiles({ name: "conversations.json", mimeType: "application/json", buffer: Buffer.from(content) });
    await page.getByRole("button", { name: "आयात करें", exact: true }).click();
  };
  await bring("<html>");
  await expect(page.getByRole("status")).toContainText("यह यहाँ की पहचान का कोई एक्सपोर्ट नहीं है");
  expect(await english(page)).toEqual([]);
  await bring('[{"x":1},7,{"mapping":7},{"chat_messages":[]},{"mapping":');
  await page.getByText("क्या छोड़ा गया", { exact: true }).click();
  await expect(page.getByText("प्रविष्टि 5", { exact: true })).toBeVisible();
  expect(await english(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath("left-out.png"), fullPage: true });
});

test.describe("for whoever reads English", () => {
  test.use({ locale: "en-US" });

  test("the manual stands alone, and the one in Hindi is called what it is", async ({ come }) => {
    const { page } = await come({ javaScriptEnabled: false });
    await page.goto("/docs/using");
    await expect(page.getByRole("heading", { level: 1, name: "Using Adda" })).toBeVisible();
    await expect(page.locator("main > p a[href^='/docs/']")).toHaveCount(0);
    await page.goto("/docs/hi-using");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.locator("main h1")).toHaveAttribute("lang", "hi");
    await expect(page.locator("main [class*=prose]")).toHaveAttribute("lang", "hi");
    await expect(page.getByRole("link", { name: "Read this document in English" })).toHaveAttribute("href", "/docs/using");
  });
});

test("without script the page is in Hindi too", async ({ come }) => {
  const { page, account } = await come({ javaScriptEnabled: false });
  await page.goto(`/c/${await account.conversation()}`);
  await expect(page.getByRole("textbox", { name: "संदेश", exact: true })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "hi");
});
