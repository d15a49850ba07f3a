// The binary needs nothing beside it: copied into an empty folder it serves all there is.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "../../helpers/account";
import { Chat } from "../../helpers/chat";
import { AddaServer, BINARY, freePort } from "../../helpers/server";
import { expect, test as base } from "../../helpers/test";
import { Watch } from "../../helpers/watch";

const site = resolve(dirname(fileURLToPath(import.meta.url)), "../../../target/site");

const test = base.extend<{ alone: AddaServer }>({
  alone: async ({}, use, info) => {
    const folder = mkdtempSync(join(tmpdir(), "adda-alone-"));
    const copy = join(folder, "adda");
    copyFileSync(BINARY, copy);
    const server = new AddaServer(await freePort(), {}, copy);
    await server.start();
    await use(server);
    await server.remove(info.project.outputDir);
    rmSync(folder, { recursive: true });
  },
});

test("every file of the site comes out of the binary", async ({ alone, request }) => {
  const program = readFileSync(alone.binary);
  const entries = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  expect(files.length).toBeGreaterThan(10);
  for (const path of files) {
    const content = readFileSync(path);
    expect(program.includes(content), `${path} is inside; if not, build with the feature embed`).toBe(true);
    if (/\.(br|gz)$/.test(path)) continue;
    const answer = await request.get(alone.url + path.slice(site.length));
    expect(answer.status(), path).toBe(200);
    expect((await answer.body()).equals(content), path).toBe(true);
  }
});

test("a page comes alive and the guide answers from the documentation", async ({ alone, browser, contextOptions }) => {
  const watch = new Watch(alone.url);
  const context = await browser.newContext({ ...contextOptions, baseURL: alone.url });
  watch.context(context);
  const account = await register(context, alone.url);
  const chat = new Chat(await context.newPage(), account);
  await chat.open();
  await chat.say("How do I add an OpenAI key?");
  await chat.expectAnswer("OPENAI_API_KEY");
  await context.close();
  watch.check();
});

test("its health check needs no other program, and fails when the server is gone", async ({ alone }) => {
  const environment = { ADDA_SERVER__ADDR: `127.0.0.1:${alone.port}` };
  const health = () => execFileSync(alone.binary, ["health"], { env: environment, cwd: "/", stdio: "pipe" }).toString();
  expect(health()).toMatch(/^ok, version /);
  await alone.stop();
  expect(health).toThrow(/nothing answers/);
});
