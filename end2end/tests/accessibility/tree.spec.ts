// What a screen reader is told: the accessibility tree itself, not the HTML it is made of.
import type { Page } from "@playwright/test";
import { expect, test } from "../../helpers/fresh";
import { PAGES, furnish } from "../../helpers/pages";

/** Whatever can be acted on, or stands for something that is seen, must say what it is. */
const NAMED = ["button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "listbox", "option", "menuitem", "slider", "switch", "tab", "dialog", "image", "article", "region", "navigation", "progressbar", "heading"];

interface AxNode {
  ignored: boolean;
  role?: { value: string };
  name?: { value?: string };
  backendDOMNodeId?: number;
}

/** Roles and places of what has no name. */
async function nameless(page: Page): Promise<string[]> {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = (await devtools.send("Accessibility.getFullAXTree")) as { nodes: AxNode[] };
  const bare = nodes.filter(({ ignored, role, name }) => !ignored && NAMED.includes(role?.value ?? "") && !name?.value?.trim());
  const told = await Promise.all(
    bare.map(async ({ role, backendDOMNodeId }) => {
      const { outerHTML } = (await devtools.send("DOM.getOuterHTML", { backendNodeId: backendDOMNodeId })) as { outerHTML: string };
      return `${role?.value}: ${outerHTML.slice(0, 200)}`;
    }),
  );
  await devtools.detach();
  return told;
}

test("everything one can act on has a name, on every page", async ({ page, account }) => {
  const id = await account.conversation("Island plans");
  await account.say(id, "Where is the treasure?");
  await account.conversation("Another");
  const settings = ["", "/profile", "/appearance", "/privacy", "/keys", "/api-keys", "/usage", "/data"].map((part) => `/settings${part}`);
  for (const path of ["/", `/c/${id}`, `/c/${id}/share`, "/chats", "/search?q=treasure", "/docs/using", ...settings]) {
    await page.goto(path);
    if (path === "/" || path === `/c/${id}`) await expect(page.locator("[data-connection=live]")).toBeAttached();
    expect(await nameless(page), path).toEqual([]);
  }
});

test.describe("at a server of one's own", () => {
  // An answer by a model has left, and what was sent is kept.
  test.use({ settings: async ({ upstream }, use) => use({ OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url }) });

  test("everything one can act on has a name, where one looks after it, in what was sent, shared, away or not there", async ({ come }) => {
    const { page, account, watch } = await come();
    watch.allow(/404/);
    const scene = await furnish(account, "Island plans");
    const routes = Object.keys(PAGES).filter((route) => /^\/(admin|messages|offline|s\/)/.test(route));
    expect(routes).toHaveLength(8);
    const paths = routes.flatMap((route) => PAGES[route]!(scene));
    for (const path of [...paths, "/c/0190b5c4-0000-7000-8000-000000000000", "/no-such-page"]) {
      await page.goto(path);
      await expect(page.locator("h1").first(), path).toBeAttached();
      expect(await nameless(page), path).toEqual([]);
    }
  });
});

test("everything one can act on has a name, where one is not signed in", async ({ page }) => {
  for (const path of ["/auth/login", "/auth/register"]) {
    await page.goto(path);
    expect(await nameless(page), path).toEqual([]);
  }
});

test("a chat reads as a chat: landmarks, who said what, what can be done with it", async ({ chat, page, isMobile }) => {
  await chat.open();
  await chat.say("What is a tax?");
  await chat.expectAnswer("Answer to: What is a tax?");
  await chat.newest.hover();
  await chat.newest.getByRole("button", { name: "Regenerate answer" }).click();
  await expect(chat.newest).toContainText("2 of 2");
  await chat.expectAnswer("Answer to: What is a tax?");
  await expect(page.getByRole("main").getByRole("region", { name: "Messages" }).getByRole("listitem")).toHaveCount(3);
  await expect(page.getByRole("main").getByRole("textbox", { name: "Message", exact: true })).toBeEnabled();
  await expect(chat.own.last()).toMatchAriaSnapshot(`
    - article "You":
      - time: /\\d+:\\d+/
      - button "Copy message"
      - button "Edit message"
      - paragraph: What is a tax?
  `);
  await expect(chat.newest).toMatchAriaSnapshot(`
    - article "AI Assistant":
      - time: /\\d+:\\d+/
      - button "Regenerate answer"
      - paragraph: /Answer to. What is a tax/
      - group "Versions of this message":
        - button "Previous version, 2 of 2 is shown"
  `);
  await chat.newest.hover();
  for (const name of ["Copy message", "Regenerate answer", "Quote in your reply"]) {
    await expect(chat.newest.getByRole("button", { name, exact: true })).toHaveCount(1);
  }
  if (isMobile) await page.getByRole("link", { name: "Open the list of conversations" }).click();
  await expect(page.getByRole("navigation", { name: "Conversations" })).toMatchAriaSnapshot(`
    - navigation "Conversations":
      - link "New chat"
      - list:
        - listitem:
          - link /What is a tax/
          - button /Options of/
  `);
  expect(await nameless(page)).toEqual([]);
});

test("finished sentences are told, not tokens", async ({ chat, page, upstream }) => {
  await chat.open();
  const told = await page.evaluateHandle(() => {
    const words: string[] = [];
    for (const region of document.querySelectorAll("[aria-live], [role=status], [role=log]")) {
      new MutationObserver(() => words.push(region.textContent ?? "")).observe(region, { childList: true, subtree: true, characterData: true });
    }
    return words;
  });
  const held = upstream.hold();
  await chat.say("Tell me");
  for (const token of ["The ", "tide ", "turns ", "twice. ", "The ", "Moon "]) {
    await held.say(token);
    await expect(chat.newest).toContainText(token.trim());
  }
  await held.say("pulls.");
  await held.finish();
  await expect(chat.newest).toHaveAttribute("data-state", "complete");
  await expect.poll(async () => (await told.jsonValue()).join("|")).toContain("The Moon pulls.");
  const heard = await told.jsonValue();
  for (const words of heard.filter((words) => words.includes("tide"))) expect(words).toContain("twice.");
});
