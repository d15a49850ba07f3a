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

/** What is in motion, or would be when it is next touched. */
async function moving(page: Page) {
  return page.evaluate(() => {
    const seconds = (text: string) => Math.max(...text.split(",").map((part) => parseFloat(part) * (part.includes("ms") ? 0.001 : 1)));
    const touched = [...document.querySelectorAll("body *")].filter((element) => {
      const { animationDuration, transitionDuration, animationName } = getComputedStyle(element);
      return (animationName !== "none" && seconds(animationDuration) > 0.01) || seconds(transitionDuration) > 0.01;
    });
    // What goes with a scroll position moves by the reader's hand alone.
    const running = document.getAnimations().filter(({ timeline, playState }) => timeline === document.timeline && playState === "running");
    const targets = running.map(({ effect }) => (effect as KeyframeEffect).target!);
    return [...touched, ...targets].map((element) => element.outerHTML.slice(0, 120));
  });
}

test("less motion is none", async ({ page, chat, context }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await chat.open();
  await chat.say("Calmly");
  await chat.expectAnswer("Answer to: Calmly");
  await expect.poll(() => moving(page)).toEqual([]);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /Find chats/ })).toBeVisible();
  await expect.poll(() => moving(page), "palette").toEqual([]);
  for (const path of ["/settings", "/settings/appearance", "/settings/usage", "/chats", "/search?q=calmly", "/auth/login"]) {
    if (path.startsWith("/auth")) await context.clearCookies();
    await page.goto(path);
    await expect(page.locator("h1").first()).toBeVisible();
    await expect.poll(() => moving(page), path).toEqual([]);
  }
});

/** Stops of the Tab key, from where the focus is, that no outline shows: on what has the focus, or on the frame around it. */
async function unseen(page: Page, stops: number) {
  const missing: string[] = [];
  for (let stop = 0; stop < stops; stop++) {
    const place = await page.evaluate(async () => {
      const at = document.activeElement as HTMLElement | null;
      if (!at || at === document.body) return;
      const frames = [at, at.closest("label"), at.parentElement, at.parentElement?.parentElement].filter((it) => !!it);
      const outlines = async () => {
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        return frames.map((it) => {
          const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(it);
          return outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && `${outlineStyle} ${outlineWidth} ${outlineColor} ${outlineOffset}`;
        });
      };
      const focused = await outlines();
      at.blur();
      const without = await outlines();
      at.focus();
      return focused.some((outline, place) => outline && outline !== without[place]) ? undefined : at.outerHTML.slice(0, 160);
    });
    if (place) missing.push(place);
    await page.keyboard.press("Tab");
  }
  return missing;
}

test("with colours of their own people see the focus on every page", async ({ page, chat, account, context, isMobile }) => {
  test.skip(isMobile, "a keyboard is not at hand");
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await account.conversation("Another");
  await chat.open();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /Find chats/ })).toBeFocused();
  expect.soft(await unseen(page, 1), "palette").toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Model: / }).click();
  await expect(page.getByRole("combobox", { name: "Search the models" })).toBeFocused();
  expect.soft(await unseen(page, 3), "models").toEqual([]);
  for (const [path, stops] of [["/", 16], ["/settings", 12], ["/settings/appearance", 12], ["/chats", 12], ["/search", 6], ["/auth/login", 6]] as const) {
    if (path.startsWith("/auth")) await context.clearCookies();
    await page.goto(path);
    if (path === "/") await chat.alive();
    await page.locator("body").press("Tab");
    expect.soft(await unseen(page, stops), path).toEqual([]);
  }
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
