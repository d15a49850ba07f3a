// How soon a press shows: measured in the page, from the event to the frame that shows its first effect.
import type { Page } from "@playwright/test";

/** What is looked at: the elements, and which of their attributes; without one, how many there are. */
interface Effect {
  of: string;
  attribute?: string;
}

/** Presses by `press`, whose event is of this kind; the milliseconds until the effect was there. */
export async function soon(page: Page, kind: "click" | "keydown", effect: Effect, press: () => Promise<void>): Promise<number> {
  await page.evaluate(({ kind, effect: { of, attribute } }) => {
    const now = () => [...document.querySelectorAll(of)].map((it) => (attribute ? it.getAttribute(attribute) : "there")).join();
    const shown = new Promise((done) => {
      addEventListener(kind, (event) => {
        const before = now();
        const look = () => {
          if (now() === before) return;
          watch.disconnect();
          requestAnimationFrame(() => done(performance.now() - event.timeStamp));
        };
        const watch = new MutationObserver(look);
        watch.observe(document, { subtree: true, childList: true, attributes: true });
      }, { capture: true, once: true });
    });
    Object.assign(window, { shown });
  }, { kind, effect });
  await press();
  return page.evaluate(() => (window as any).shown);
}
