// What people set in their system or browser: zoom, less motion, more contrast, colours of their own.
import type { Page } from "@playwright/test";
import { expect, test } from "../../helpers/fresh";
import { STRANGERS, addresses, furnish } from "../../helpers/pages";

/** What stands out of the window to the side, though nothing around it scrolls. */
async function cutOff(page: Page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element): boolean => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { overflowX, position } = getComputedStyle(at);
        if (overflowX !== "visible" && at !== document.documentElement && at !== document.body) return true;
        if (position === "fixed") return true;
      }
      return false;
    };
    const text = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility({ visibilityProperty: true }));
    const out = text.filter((element) => {
      const { left, right, width: own } = element.getBoundingClientRect();
      return own > 1 && (right > width + 1 || left < -1) && !scrolls(element);
    });
    return { page: document.documentElement.scrollWidth - width, out: out.slice(0, 5).map((element) => element.outerHTML.slice(0, 160)) };
  });
}

test.describe("at 200 and 400 % zoom", () => {
  for (const zoom of [2, 4]) {
    test(`nothing is cut off at ${zoom * 100} %`, async ({ come, isMobile }, info) => {
      test.slow();
      test.skip(isMobile, "phones zoom in another way");
      const { page, context, account, watch } = await come();
      watch.allow(/404/);
      // Zooming in is a window of fewer, larger pixels.
      await page.setViewportSize({ width: Math.round(1280 / zoom), height: Math.round(1024 / zoom) });
      const scene = await furnish(account, "A title that is rather long for such a narrow window");
      for (const path of addresses(scene)) {
        await page.goto(path);
        await expect(page.locator("main").first()).toBeVisible();
        expect.soft(await cutOff(page), path).toEqual({ page: 0, out: [] });
      }
      await page.goto(`/c/${scene.chat}`);
      const composer = page.getByRole("textbox", { name: "Message", exact: true });
      await expect(composer).toBeInViewport({ ratio: 0.9 });
      await page.screenshot({ path: info.outputPath("chat.png") });
      await page.goto("/admin");
      await page.screenshot({ path: info.outputPath("admin.png"), fullPage: true });
      await context.clearCookies();
      for (const path of Object.values(STRANGERS)) {
        await page.goto(path);
        expect.soft(await cutOff(page), path).toEqual({ page: 0, out: [] });
      }
    });
  }
});

test("with the largest text nothing is cut off", async ({ come }, info) => {
  const { page, account, watch } = await come();
  watch.allow(/404/);
  await account.patch("/api/v1/me/appearance", { text_size: "larger" });
  const scene = await furnish(account, "A title that is rather long");
  for (const path of addresses(scene)) {
    await page.goto(path);
    expect.soft(await cutOff(page), path).toEqual({ page: 0, out: [] });
  }
  await page.goto(`/c/${scene.chat}`);
  await page.screenshot({ path: info.outputPath("larger.png") });
});

test("less motion is none", async ({ page, chat }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await chat.open();
  await chat.say("Calmly");
  await chat.expectAnswer("Answer to: Calmly");
  const moving = await page.evaluate(() => {
    const seconds = (text: string) => Math.max(...text.split(",").map((part) => parseFloat(part) * (part.includes("ms") ? 0.001 : 1)));
    return [...document.querySelectorAll("body *")]
      .filter((element) => {
        const { animationDuration, transitionDuration, animationName } = getComputedStyle(element);
        return (animationName !== "none" && seconds(animationDuration) > 0.01) || seconds(transitionDuration) > 0.01;
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
  expect(moving).toEqual([]);
});

test("with colours of their own people see edges, focus and state", async ({ page, chat }, info) => {
  await page.emulateMedia({ forcedColors: "active" });
  await chat.open();
  await chat.say("In my colours");
  await chat.expectAnswer("Answer to: In my colours");
  for (const part of [chat.own.last(), chat.newest]) {
    const edge = await part.evaluate((row) => {
      const bubbles = [...row.querySelectorAll("*")].filter((element) => getComputedStyle(element).borderTopStyle !== "none" && parseFloat(getComputedStyle(element).borderTopWidth) > 0);
      return bubbles.length;
    });
    expect(edge).toBeGreaterThan(0);
  }
  await expect.poll(() => chat.send.evaluate((button) => getComputedStyle(button).borderTopStyle)).not.toBe("none");
  await page.screenshot({ path: info.outputPath("forced.png") });
});

test("more contrast is given where it is asked for", async ({ page, chat }) => {
  await chat.open();
  const muted = () => page.locator("#composer-help").evaluate((help) => getComputedStyle(help).color);
  const before = await muted();
  await page.emulateMedia({ contrast: "more" });
  expect(await muted()).not.toBe(before);
});
