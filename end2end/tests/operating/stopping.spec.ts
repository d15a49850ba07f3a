import { messagesOf } from "../../helpers/database";
import { register } from "../../helpers/account";
import { AddaServer } from "../../helpers/server";
import { expect, test } from "../../helpers/test";

test("the first signal waits for the answer being written, the second ends the server at once", async ({ context, upstream }, info) => {
  const server = await AddaServer.start(upstream.url, { ADDA_SERVER__SHUTDOWN_GRACE_S: "120" });
  try {
    const account = await register(context, server.url);
    const id = await account.conversation();
    const held = upstream.hold();
    const sent = account.post(`/api/v1/conversations/${id}/messages`, { text: "Take your time" }).catch(() => undefined);
    await held.say("Half an ");
    await expect.poll(() => messagesOf(server.database, id)).toContain("Half an");

    server.signal("SIGTERM");
    await expect.poll(() => server.log).toContain("answers in flight may finish");
    await held.say("answer");
    await expect.poll(() => messagesOf(server.database, id)).toContain("Half an answer");

    const asked = Date.now();
    server.signal("SIGTERM");
    await server.ended();
    expect(Date.now() - asked).toBeLessThan(5_000);
    expect(server.log).toContain("stopped at once");
    await sent;

    await server.start();
    const { messages } = await (await account.get(`/api/v1/conversations/${id}`)).json();
    expect(messages.at(-1)).toMatchObject({ text: "Half an answer", state: "interrupted" });
  } finally {
    await server.remove(info.project.outputDir);
  }
});

test("where no terminal is, all it says of a life is JSON, a line each, by the ids that answers carry", async ({ context, upstream }, info) => {
  const server = await AddaServer.start(upstream.url);
  try {
    const account = await register(context, server.url);
    const id = await account.conversation();
    await account.say(id, "Hello");
    const answer = await account.get(`/api/v1/conversations/${id}`);
    const request = answer.headers()["x-request-id"];
    expect(request).toBeTruthy();
    await server.stop();
    const lines = server.errors.trimEnd().split("\n").map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: "INFO",
        message: `answered 200 for /api/v1/conversations/${id}`,
        span: expect.objectContaining({ "request.id": request }),
      }),
    );
  } finally {
    await server.remove(info.project.outputDir);
  }
});
