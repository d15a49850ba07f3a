// What a reader with other senses would stumble over.
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules that a theme can break; all others are the same in each. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

export interface Analysis {
  /** A part of the page instead of all of it. */
  within?: string;
  /** These rules instead of all. */
  rules?: string[];
  /** All rules but these. */
  without?: string[];
}

/**
 * One line for each rule that is broken, with where. Axe runs in the page itself: its own builder opens another page for
 * every analysis and writes down all that passes, which takes many times as long.
 */
export async function violations(page: Page, { within, rules, without = [] }: Analysis = {}): Promise<string[]> {
  const ready = await page.evaluate(async () => {
    // A colour on its way to another is neither. What goes with a scroll position stands still here.
    const moving = document.getAnimations().filter((one) => one.timeline === document.timeline && one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(moving.map((one) => one.finished.catch(() => undefined)));
    // It would not be looked into, and the app has none.
    if (window.length > 0) throw new Error("a part of this page is in a frame");
    return "axe" in window;
  });
  if (!ready) await page.evaluate(AXE);
  const options = {
    reporter: "no-passes",
    ...(rules && { runOnly: rules }),
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
  };
  return page.evaluate(async ({ within, options }) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(within ?? document, options as import("axe-core").RunOptions);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
  }, { within, options });
}
