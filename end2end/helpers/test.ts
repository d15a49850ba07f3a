// What every test gets: a server and an AI service per worker, an account per test, and a page that is watched:
// anything written to the console as an error, and any request to elsewhere, fails the test.
import { test as base, expect, type BrowserContext, type Page, type WorkerInfo } from "@playwright/test";
import { Account, register } from "./account";
import { Chat } from "./chat";
import { AddaServer } from "./server";
import { Upstream } from "./upstream";
import { Watch } from "./watch";

interface PerWorker {
  upstream: Upstream;
  server: AddaServer;
}

interface PerTest {
  /** Signed in in `context`. */
  account: Account;
  /** The chat page of `account`. */
  chat: Chat;
  watch: Watch;
  /** Another browser, signed in as somebody else, or as the account given. */
  elsewhere: (account?: Account) => Promise<{ context: BrowserContext; page: Page; account: Account; chat: Chat }>;
}

/** Settings of a server beside the usual ones. */
type Settings = (upstream: Upstream) => Record<string, string>;

/** A server for a worker, asking the worker's AI service. */
const serving = (settings: Settings) =>
  async ({ upstream }: { upstream: Upstream }, use: (server: AddaServer) => Promise<void>, worker: WorkerInfo) => {
    const server = await AddaServer.start(upstream.url, settings(upstream));
    await use(server);
    await server.remove(worker.project.outputDir);
  };

export const test = base.extend<PerTest, PerWorker>({
  upstream: [
    async ({}, use) => {
      const upstream = await Upstream.start();
      await use(upstream);
      await upstream.stop();
    },
    { scope: "worker" },
  ],

  server: [serving(() => ({})), { scope: "worker" }],

  baseURL: async ({ server }, use) => use(server.url),

  watch: async ({ server, upstream }, use, test) => {
    upstream.reset();
    const watch = new Watch(server.url);
    await use(watch);
    if (test.status !== test.expectedStatus) {
      const body = JSON.stringify(upstream.prompts, null, 2);
      await test.attach("prompts", { body, contentType: "application/json" });
    }
    // An answer that is still wanted would take what the next test has prepared.
    upstream.reset();
    await server.idle();
    watch.check();
  },

  // After the watch: its pages are closed before the next test may begin.
  context: async ({ watch, context }, use) => {
    watch.context(context);
    await use(context);
  },

  account: async ({ context, server }, use) => use(await register(context, server.url)),

  chat: async ({ page, account }, use) => use(new Chat(page, account)),

  elsewhere: async ({ browser, server, watch, contextOptions }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (account) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: server.url });
      opened.push(context);
      watch.context(context);
      const person = account ? await account.signIn(context) : await register(context, server.url);
      const page = await context.newPage();
      return { context, page, account: person, chat: new Chat(page, person) };
    });
    for (const context of opened) await context.close();
  },
});

/** The same at a server that is told more. */
export const testWith = (settings: Settings) =>
  test.extend<object, { server: AddaServer }>({ server: [serving(settings), { scope: "worker" }] });

/** A service of each dialect, the same one behind all of them. */
export const dialects: Settings = (upstream) => ({
  ANTHROPIC_API_KEY: "sk-ant-test",
  ANTHROPIC_BASE_URL: upstream.root,
  GEMINI_API_KEY: "gemini-test",
  GEMINI_BASE_URL: upstream.root,
});

export { expect };
