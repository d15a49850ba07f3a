// What the tests of this folder get: a server with a service of each dialect, and somebody's API key.
import { register, type Account } from "../../helpers/account";
import type { Place } from "../../helpers/program";
import { AddaServer } from "../../helpers/server";
import { dialects, expect, testWith } from "../../helpers/test";

export { expect };

interface PerTest {
  place: Place;
  /** The same at a server of its own, with other settings. */
  placeWith: (settings: Record<string, string>) => Promise<Place>;
}

export const test = testWith(dialects).extend<PerTest>({
  place: async ({ account }, use) => use(await placeOf(account)),

  placeWith: async ({ upstream, context }, use, info) => {
    const servers: AddaServer[] = [];
    await use(async (settings) => {
      const server = await AddaServer.start(upstream.url, settings);
      servers.push(server);
      return placeOf(await register(context, server.url));
    });
    for (const server of servers) await server.remove(info.project.outputDir);
  },
});

// Programs see no page, so its width changes nothing.
test.beforeEach(({ isMobile }) => test.skip(isMobile));

/** The server of this account, and a new API key there. */
export async function placeOf(account: Account, scope = "chat"): Promise<Place> {
  const made = await account.post("/api/v1/api-keys", { name: "Program", scopes: [scope] });
  expect(made.status()).toBe(201);
  return { url: account.origin, key: (await made.json()).secret };
}

/** The model of each dialect, and the header in which its service gets the key. */
export const MODELS = [
  { model: "gpt-4o-mini", key: "Bearer sk-test" },
  { model: "anthropic/claude-haiku-4-5", key: "sk-ant-test" },
  { model: "gemini/gemini-2.5-flash", key: "gemini-test" },
];

/** A question to a model. */
export const asking = (content: string, model = "gpt-4o-mini") => ({ model, messages: [{ role: "user", content }] });

/** The account's figures of this month, once an answer is among them. */
export async function used(account: Account) {
  const figures = async () => (await account.get("/api/v1/usage")).json();
  await expect.poll(async () => (await figures()).total.answers).toBeGreaterThan(0);
  return (await figures()).total;
}
