// What moves on a page after its first paint, though nobody pressed anything.
import type { Page } from "@playwright/test";

/** By how much of the window, and what moved from where to where. */
interface Shifts {
  sum: number;
  moved: string[];
}

/** Counts on every page from here on. */
export async function countShifts(page: Page) {
  await page.addInitScript(() => {
    const shifts: Shifts = { sum: 0, moved: [] };
    const place = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(" ");
    const named = (node: Node | null) => (node instanceof Element ? node.outerHTML.slice(0, 120) : `${node?.textContent?.slice(0, 60)}`);
    const take = (entries: PerformanceEntryList) => {
      for (const entry of entries as any[]) {
        if (entry.hadRecentInput) continue;
        shifts.sum += entry.value;
        for (const { node, previousRect, currentRect } of entry.sources) {
          shifts.moved.push(`${entry.value.toFixed(4)}: ${named(node)}, from ${place(previousRect)} to ${place(currentRect)}`);
        }
      }
    };
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    Object.assign(window, { shifts: () => (take(observer.takeRecords()), shifts) });
  });
}

/** What has moved since the page came, once it has come to rest. */
export async function shiftsOf(page: Page): Promise<Shifts> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
  return page.evaluate(() => (window as any).shifts());
}
