// What a finger would miss: WCAG 2.5.5 for what stands by itself, 2.5.8 for what stands in a line of text.
import type { Page } from "@playwright/test";

/** What can be pressed now and is too small, with its size in CSS pixels. */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // What is on its way to its place and size is not there yet.
    const moving = document.getAnimations().filter((one) => one.timeline === document.timeline && one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(moving.map((one) => one.finished.catch(() => undefined)));
    const [WHOLE, LEAST] = [44, 24];
    const CAN_BE_PRESSED = "button, a[href], input:not([type=hidden], :disabled), select, textarea, summary, [role=button]";
    const here = (element: Element) => {
      const { width, height, bottom, right } = element.getBoundingClientRect();
      const away = bottom + scrollY <= 0 || right + scrollX <= 0;
      return element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]") && width > 1 && height > 1 && !away;
    };
    /** What is pressed: a box to tick is pressed by its words as well. */
    const box = (element: Element) => {
      const labels = element.matches("[type=checkbox], [type=radio], [type=file]") ? (element as HTMLInputElement).labels : null;
      const all = [element, ...(labels ?? [])].map((it) => it.getBoundingClientRect());
      const left = Math.min(...all.map((it) => it.left));
      const top = Math.min(...all.map((it) => it.top));
      return { left, top, width: Math.max(...all.map((it) => it.right)) - left, height: Math.max(...all.map((it) => it.bottom)) - top };
    };
    const found = [...document.querySelectorAll(CAN_BE_PRESSED)].filter(here).map((element) => ({ element, ...box(element) }));
    const fits = ({ width, height }: { width: number; height: number }, size: number) => width > size - 0.5 && height > size - 0.5;
    const inText = (element: Element) => element.matches("a") && getComputedStyle(element).display === "inline";
    type Found = (typeof found)[number];
    /** Whether a circle as large as the least size, around its middle, touches another that can be pressed. */
    const crowded = (one: Found) => {
      const [x, y] = [one.left + one.width / 2, one.top + one.height / 2];
      return found.some((other) => {
        if (other === one) return false;
        const dx = Math.max(other.left - x, 0, x - other.left - other.width);
        const dy = Math.max(other.top - y, 0, y - other.top - other.height);
        return Math.hypot(dx, dy) < LEAST / 2;
      });
    };
    const missed = found.filter((one) => !fits(one, WHOLE) && !(inText(one.element) && (fits(one, LEAST) || !crowded(one))));
    return missed.map(({ element, width, height }) => `${Math.round(width)} x ${Math.round(height)}: ${element.outerHTML.slice(0, 160)}`);
  });
}
