// A browser that may keep the app, before a deployment that can go away and be replaced.
import type { BrowserContext, Page } from "@playwright/test";
import { register, type Account } from "../../helpers/account";
import { Chat } from "../../helpers/chat";
import { Deployment } from "../../helpers/deployment";
import { expect, test as base } from "../../helpers/test";
import { UNREACHABLE, Watch } from "../../helpers/watch";

export interface Installed {
  site: Deployment;
  context: BrowserContext;
  page: Page;
  account: Account;
  chat: Chat;
  watch: Watch;
}

export const test = base.extend<{ installed: Installed }>({
  installed: async ({ browser, server, contextOptions }, use) => {
    const site = await Deployment.start(server.port);
    const context = await browser.newContext({ ...contextOptions, serviceWorkers: "allow", baseURL: site.url });
    const watch = new Watch(site.url);
    watch.allow(UNREACHABLE);
    watch.context(context);
    const account = await register(context, site.url);
    const page = await context.newPage();
    await use({ site, context, page, account, chat: new Chat(page, account), watch });
    await context.close();
    await site.down().catch(() => undefined);
    watch.check();
  },
});

/** The worker has kept everything and answers for this page. */
export async function kept(page: Page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    }
  });
}

export { expect };
