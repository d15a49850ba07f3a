// What a reader with other senses would stumble over.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** One line for each rule that is broken, with where. */
export async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
}
