// Screens with a notch and round corners: nothing that is read or pressed lies under them.
import type { Page } from "@playwright/test";
import { expect, test } from "../../helpers/test";

const INSETS = { top: 44, left: 50, bottom: 34, right: 46 };

async function notched(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setSafeAreaInsetsOverride" as never, { insets: INSETS } as never);
}

/** Words and controls that would be hidden, of what is shown in this part of the page. */
const hidden = (page: Page, within: string) =>
  page.locator(within).evaluate((part, edges) => {
    const words: (Text | Element)[] = [...part.querySelectorAll("button, input, svg")];
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (texts.currentNode.textContent!.trim()) words.push(texts.currentNode as Text);
    const range = document.createRange();
    return words.flatMap((one) => {
      const within = one instanceof Element ? one : one.parentElement!;
      if (!within.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || within.closest(".sr-only")) return [];
      range.selectNode(one);
      const { left, right, top: y, width, height } = range.getBoundingClientRect();
      // What is too long is cut off by what it stands in.
      let [x, end] = [left, right];
      for (let around: Element | null = within; around && around !== part; around = around.parentElement) {
        if (getComputedStyle(around).overflowX === "visible") continue;
        const cut = around.getBoundingClientRect();
        [x, end] = [Math.max(x, cut.left), Math.min(end, cut.right)];
      }
      const inside = !width || !height || (x >= edges.left - 1 && end <= innerWidth - edges.right + 1 && y + scrollY >= edges.top - 1);
      return inside ? [] : [`${within.tagName} ${one.textContent?.slice(0, 40)}: ${x} to ${end}, ${y}`];
    });
  }, INSETS);

test("pages keep clear of the edges of a screen with a notch", async ({ page, account, chat }) => {
  const id = await account.conversation("About trees");
  const { message } = await account.say(id, "How tall is an oak?");
  await expect.poll(async () => (await account.get(`/messages/${message.id}/sent`)).status()).toBe(200);
  await notched(page);
  for (const path of ["/search?q=oak", "/chats", `/c/${id}/share`, `/messages/${message.id}/sent`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // The notch is there: else nothing would be tried.
    expect(await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.paddingLeft = "env(safe-area-inset-left)";
      const { paddingLeft } = getComputedStyle(probe);
      probe.remove();
      return paddingLeft;
    })).toBe(`${INSETS.left}px`);
    expect(await hidden(page, "main"), path).toEqual([]);
    expect(await hidden(page, "body > :first-child"), path).toEqual([]);
  }
  await chat.open(id);
  expect(await hidden(page, "main")).toEqual([]);
});

test("drawers keep clear of them", async ({ page, chat, isMobile }) => {
  test.skip(!isMobile, "on a wide screen they are none");
  await chat.open();
  await notched(page);
  await page.getByRole("link", { name: "Open the list of conversations" }).click();
  await expect(page.getByRole("navigation", { name: "Conversations" })).toBeInViewport();
  await page.waitForFunction(() => document.getAnimations().length === 0);
  expect(await hidden(page, "#list")).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Details of this chat" }).click();
  await expect(page.getByRole("complementary", { name: "Details of this chat" })).toBeInViewport();
  await page.waitForFunction(() => document.getAnimations().length === 0);
  expect(await hidden(page, "#details")).toEqual([]);
});
