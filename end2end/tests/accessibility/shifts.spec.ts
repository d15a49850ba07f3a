// Nothing moves after the first paint: not when the program takes the page over, not when parts, fonts or lists come.
import { countShifts, shiftsOf } from "../../helpers/shifts";
import { expect, test } from "../../helpers/test";

/** Of the window: less than a person sees. */
const MOST = 0.01;

const ANSWER = "Some *words*:\n\n```rust\nfn main() {}\n```\n\n$E = mc^2$ and a table:\n\n| a | b |\n| - | - |\n| 1 | 2 |\n";

test("nothing moves on a page after its first paint", async ({ page, account, upstream }) => {
  await countShifts(page);
  for (const path of ["/auth/login", "/auth/register"]) {
    const { cookies } = await page.context().storageState();
    await page.context().clearCookies();
    await page.goto(path);
    await expect(page.getByRole("textbox", { name: "E-mail" })).toBeVisible();
    const { sum, moved } = await shiftsOf(page);
    expect(sum, `${path}\n${moved.join("\n")}`).toBeLessThan(MOST);
    await page.context().addCookies(cookies);
  }

  const chat = await account.conversation("A chat of several messages");
  upstream.next({ kind: "tokens", tokens: [ANSWER] });
  for (const text of ["Show me", "And more", "And on"]) await account.say(chat, text);
  await account.patch(`/api/v1/conversations/${await account.conversation("Taxes")}`, { category: "tax", pinned: true });
  const settings = ["", "/profile", "/appearance", "/privacy", "/usage"].map((part) => `/settings${part}`);
  for (const path of ["/", `/c/${chat}`, ...settings, "/chats", "/search?q=more"]) {
    await page.goto(path);
    if (path === "/" || path.startsWith("/c/")) await expect(page.locator("[data-connection=live]")).toBeAttached();
    if (path === "/settings") await expect(page.getByRole("listitem").filter({ hasText: "This device" })).toBeVisible();
    const { sum, moved } = await shiftsOf(page);
    expect.soft(sum, `${path}\n${moved.join("\n")}`).toBeLessThan(MOST);
  }
});

test("what moves is told, or nothing would be", async ({ page, account }) => {
  expect((await account.get("/api/v1/me")).ok()).toBe(true);
  await countShifts(page);
  await page.goto("/settings/appearance");
  expect((await shiftsOf(page)).sum).toBeLessThan(MOST);
  await page.evaluate(() => {
    const late = document.createElement("p");
    late.textContent = "What comes late";
    late.style.height = "120px";
    document.querySelector("h1")!.before(late);
  });
  const { sum, moved } = await shiftsOf(page);
  expect(sum).toBeGreaterThan(MOST);
  expect(moved.join()).toContain("<");
});
