// A backup made by a process of its own, beside a server that is in the middle of an answer.
import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Account, register } from "../../helpers/account";
import { messagesOf } from "../../helpers/database";
import { AddaServer, BINARY, freePort } from "../../helpers/server";
import { expect, test } from "../../helpers/test";

/** Runs a command of the binary on a data folder; its exit status must be 0. */
async function adda(folder: string, command: string[], settings: Record<string, string> = {}) {
  const env = { PATH: process.env.PATH, ADDA_SERVER__DATA_DIR: folder, ...settings };
  return (await promisify(execFile)(BINARY, command, { cwd: folder, env })).stdout;
}

const newest = async (account: Account, id: string) =>
  (await (await account.get(`/api/v1/conversations/${id}`)).json()).messages.at(-1);

test("a backup in mid-answer is whole, has what was acknowledged, and the answer goes on to its end", async ({ context, upstream }, info) => {
  const folder = mkdtempSync(join(tmpdir(), "adda-backup-"));
  const copy = join(folder, "copy.db");
  const server = await AddaServer.start(upstream.url);
  const restored = new AddaServer(await freePort(), { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url });
  try {
    const account = await register(context, server.url);
    const id = await account.conversation();
    await account.say(id, "Said before");
    const held = upstream.hold();
    const sent = account.post(`/api/v1/conversations/${id}/messages`, { text: "Take your time" });
    let said = "Half an answer";
    await held.say(said);
    await expect.poll(() => messagesOf(server.database, id)).toContain("Half an answer");

    // The answer grows while the copy is made.
    let copying = true;
    const backup = adda(server.dataDir, ["backup", copy]).finally(() => (copying = false));
    do {
      await held.say(" and more");
      said += " and more";
      await new Promise((done) => setTimeout(done, 10));
    } while (copying);
    expect(await backup).toContain(`Copied the database to ${copy}`);

    expect(await adda(folder, ["check"], { DATABASE_URL: `sqlite://${copy}` })).toMatch(/^ok +database: sqlite$/m);
    const texts = messagesOf(copy, id);
    for (const text of ["Said before", "Answer to: Said before", "Take your time", "Half an answer"]) {
      expect(texts).toContain(text);
    }

    await held.say(" to its end");
    said += " to its end";
    await held.finish();
    expect((await sent).ok()).toBe(true);
    expect(await newest(account, id)).toMatchObject({ text: said, state: "complete" });

    // Put in the place of the original, it is what a crash at that moment would have left.
    await server.stop();
    copyFileSync(copy, restored.database);
    await restored.start();
    const { email, password, name } = account;
    const again = await new Account(restored.url, email, password, name, context.request).signIn(context);
    const left = await newest(again, id);
    expect(left).toMatchObject({ state: "interrupted", text: expect.stringMatching(/^Half an answer/) });
    expect(said.startsWith(left.text)).toBe(true);
  } finally {
    await server.remove(info.project.outputDir);
    await restored.remove(info.project.outputDir);
    rmSync(folder, { recursive: true });
  }
});
