import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../../helpers/test";

async function violations(page: import("@playwright/test").Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
}

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const path of ["/auth/login", "/auth/register", "/docs/README"]) {
      test(`${path} has no grave violation`, async ({ page, watch }) => {
        watch.allow(/404/);
        await page.goto(path);
        expect(await violations(page)).toEqual([]);
      });
    }

    for (const path of ["/", "/settings", "/c/0190b5c4-0000-7000-8000-000000000000"]) {
      test(`${path} has no grave violation`, async ({ page, account, watch }) => {
        watch.allow(/404/);
        expect((await account.get("/api/v1/me")).ok()).toBe(true);
        await page.goto(path);
        expect(await violations(page)).toEqual([]);
      });
    }

    test("a chat in every state has no grave violation", async ({ chat, page, upstream }) => {
      await chat.open();
      upstream.next({ kind: "tokens", tokens: ["# Title\n\n- a\n- b\n\n| x | y |\n| - | - |\n| 1 | 2 |\n\n```rust\nfn main() {}\n```\n[link](https://example.org)"] });
      await chat.say("Everything Markdown has");
      await expect(chat.newest).toHaveAttribute("data-state", "complete");
      upstream.next({ kind: "fail", status: 401 });
      await chat.say("Fail please");
      await expect(chat.newest).toHaveAttribute("data-state", "failed");
      const broken = upstream.hold();
      await chat.say("Break please");
      await broken.say("some text");
      await expect(chat.newest).toContainText("some text");
      await broken.break();
      await expect(chat.newest).toHaveAttribute("data-state", "interrupted");
      const held = upstream.hold();
      await chat.say("Now stream");
      await held.say("streaming text");
      await expect(chat.newest).toContainText("streaming text");
      await chat.say("And wait");
      await expect(chat.newest).toHaveAttribute("data-state", "pending");
      expect(await violations(page)).toEqual([]);
      await held.finish();
    });
  });
}
