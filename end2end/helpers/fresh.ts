// A server of a test's own, where nobody has an account yet: the first who comes is its administrator.
import type { BrowserContext, Page } from "@playwright/test";
import { register, type Account } from "./account";
import { Chat } from "./chat";
import { AddaServer } from "./server";
import { test as base } from "./test";
import { Watch } from "./watch";

export interface Visitor {
  context: BrowserContext;
  page: Page;
  account: Account;
  chat: Chat;
  watch: Watch;
}

interface Fresh {
  /** What the server is told beside the usual. */
  settings: Record<string, string>;
  fresh: AddaServer;
  /** Makes an account and a browser of its own for it. */
  come: (options?: { javaScriptEnabled?: boolean }) => Promise<Visitor>;
}

export const test = base.extend<Fresh>({
  settings: [{}, { option: true }],

  fresh: async ({ settings }, use, info) => {
    const server = await AddaServer.start(undefined, settings);
    await use(server);
    await server.remove(info.project.outputDir);
  },

  come: async ({ fresh, browser, contextOptions }, use) => {
    const came: Visitor[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, ...options, baseURL: fresh.url });
      const watch = new Watch(fresh.url);
      watch.context(context);
      const account = await register(context, fresh.url);
      const page = await context.newPage();
      const visitor = { context, page, account, chat: new Chat(page, account), watch };
      came.push(visitor);
      return visitor;
    });
    for (const { context, watch } of came) {
      await context.close();
      watch.check();
    }
  },
});

export { expect } from "./test";
