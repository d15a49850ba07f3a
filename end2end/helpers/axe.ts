// What a reader with other senses would stumble over.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** One line for each rule that is broken, with where. */
export async function violations(page: Page): Promise<string[]> {
  // A colour on its way to another is neither.
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(moving.map((one) => one.finished.catch(() => undefined)));
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
}
