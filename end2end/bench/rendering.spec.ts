// Measured, not tested: what a long answer and a long chat cost a page, on this processor and on one slowed down four
// times (by the browser itself: Emulation.setCPUThrottlingRate, which stretches all the main thread does, and what
// others on the machine do to it).
import type { Page } from "@playwright/test";
import { lengthen } from "../helpers/database";
import { testWith } from "../helpers/test";
import { answer } from "./answer";
import { Trace, spread, type Work } from "./trace";

const SLOWER = 4;
const TOKENS = 20_000;
const MESSAGES = 10_000;
/** Milliseconds between two tokens. */
const PACE = 2;
/** How long is looked, in milliseconds. */
const LOOK = 5_000;

// As it is installed: tests let it tell what an answer costs so far more often.
const test = testWith(() => ({ ADDA_LIMITS__CHECKPOINT_MS: "1000" }));

async function slowDown(page: Page, rate: number) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

const note = (type: string, description: string) => test.info().annotations.push({ type, description });

for (const rate of [SLOWER, 1]) {
  test(`an answer of ${TOKENS.toLocaleString("en")} tokens is written, processor slowed down ${rate} times`, async ({ chat, page, upstream }) => {
    await chat.open();
    upstream.next({ kind: "tokens", tokens: ["Warm."] });
    await chat.say("Warm up");
    await chat.expectAnswer("Warm.");
    await slowDown(page, rate);
    const tokens = answer(TOKENS);
    upstream.next({ kind: "tokens", tokens, pace: PACE });
    const begun = Date.now();
    await chat.say("A long one");
    await page.waitForTimeout(2_000);
    const early = await work(page, LOOK);
    // Its last part: the page is longest then.
    const length = tokens.join("").length * 0.7;
    await page.waitForFunction((length) => (document.querySelector("[data-growing]")?.textContent?.length ?? length) >= length, length, { polling: 1_000, timeout: 240_000 });
    const late = await work(page, LOOK);
    note("Goal: the main thread in a frame, slowed down four times", "< 4 ms");
    report("at the beginning", early);
    report("near the end", late);
    const state = await chat.newest.getAttribute("data-state");
    note("written after", `${((Date.now() - begun) / 1000).toFixed(0)} s, then ${state}`);
    note("elements", String(await page.evaluate(() => document.querySelectorAll("*").length)));
  });
}

function report(when: string, done: Work) {
  note(`main thread in a frame, ${when}`, spread(done.frames()));
  for (const [kind, frames] of done.kinds()) note(`  of it ${kind}, in frames with it`, `${frames.length} frames: ${spread(frames)}`);
  note("  frames drawn", `${done.drawn().toFixed(1)} a second; elements styled: ${done.styled()} in ${LOOK / 1000} s`);
}

for (const rate of [SLOWER, 1]) {
  test(`a chat of ${MESSAGES.toLocaleString("en")} messages is opened and scrolled, processor slowed down ${rate} times`, async ({ chat, page, account, server }) => {
    const id = await account.conversation("The long one");
    lengthen(server.database, id, MESSAGES);
    await chat.open();
    await slowDown(page, rate);
    const link = page.getByRole("link", { name: /The long one/ });
    await link.waitFor();
    await page.evaluate(() => performance.clearResourceTimings());
    const opened = page.evaluate((text) => new Promise<number>((done) => {
      const look = () => {
        if (document.body.textContent!.includes(text)) requestAnimationFrame(() => setTimeout(() => done(performance.now())));
        else requestAnimationFrame(look);
      };
      look();
    }), `Answer ${MESSAGES} with`);
    await link.click();
    const shown = await opened;
    const came = await page.evaluate(() => {
      const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      return Math.max(...entries.filter(({ name }) => name.includes("/api/ui/")).map(({ responseEnd }) => responseEnd));
    });
    note("Goal: opened after its answer came", "<= 300 ms");
    note("opened within the page", `${Math.round(shown - came)} ms`);
    note("Goal: elements", "<= 2,000");
    note("elements", String(await page.evaluate(() => document.querySelectorAll("*").length)));

    const blank = await scroll(page);
    note("Goal: frames with a blank gap while scrolling", "0");
    note("frames with a blank gap", `${blank.blank} of ${blank.frames}`);
    note("elements after it", String(await page.evaluate(() => document.querySelectorAll("*").length)));

    await page.reload();
    const [parsed, painted] = await page.evaluate(async () => {
      await new Promise((done) => setTimeout(done, 1_000));
      const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      return [navigation.domInteractive - navigation.responseEnd, paint.startTime - navigation.responseEnd];
    });
    note("opened as a page: parsed, painted", `${Math.round(parsed)}, ${Math.round(painted)} ms after the answer`);
  });
}

async function work(page: Page, time: number) {
  const trace = await Trace.start(page);
  await page.waitForTimeout(time);
  return trace.stop();
}

/** Scrolls up by the wheel; counts frames in which some of the thread's box shows neither a message nor that more comes. */
async function scroll(page: Page) {
  await page.getByRole("region", { name: "Messages" }).hover();
  await page.evaluate(() => {
    const seen = ((window as any).seen = { blank: 0, frames: 0, on: true });
    const box = document.querySelector("[role=region][aria-label=Messages]")!;
    const look = () => {
      const { top, bottom } = box.getBoundingClientRect();
      const rows = [...box.querySelectorAll("article, [aria-hidden] , button")].map((row) => row.getBoundingClientRect());
      const above = Math.min(...rows.map((row) => row.top));
      const below = Math.max(...rows.map((row) => row.bottom));
      seen.frames++;
      if (above > top + 120 || below < bottom - 120) seen.blank++;
      if (seen.on) requestAnimationFrame(look);
    };
    look();
  });
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, -900);
    await page.waitForTimeout(30);
  }
  return page.evaluate(() => {
    const { seen } = window as any;
    seen.on = false;
    return seen as { blank: number; frames: number };
  });
}
