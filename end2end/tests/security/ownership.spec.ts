// attacks.md 1, 2, 8: another person's ids, and other sites, on what a browser can reach.
import { expect, test } from "../../helpers/test";

test("another person's chat answers 404 on every route and says nothing", async ({ account, elsewhere, watch }) => {
  watch.allow(/404/);
  const owner = await elsewhere();
  const id = await owner.account.conversation("Private plans");
  const { message, ...rest } = await owner.account.say(id, "Secret words");
  const said = message?.id ?? rest.id;
  const path = `/api/v1/conversations/${id}`;
  const answers = [
    await account.get(`/c/${id}`),
    await account.get(path),
    await account.patch(path, { title: "mine now", owner_id: "me" }),
    await account.delete(path),
    await account.post(`${path}/messages`, { text: "hello" }),
    await account.get(`${path}/events?after=0`),
    await account.post(`${path}/messages`, { text: "hello", edits: said }),
    await account.post(`${path}/messages/${said}/regenerate`),
    await account.patch(`${path}/chosen`, { message: said }),
    await account.get(`${path}?leaf=${said}`),
    await account.post("/api/ui/choose", { id, message: said }),
    await account.post("/api/ui/reveal", { id, seq: message.seq }),
    await account.post(`/c/${id}/continue`, { message: said }),
    await account.post(`/c/${id}/choose`, { message: said }),
    await account.post(`/c/${id}/regenerate`, { message: said }),
  ];
  for (const answer of answers) {
    expect([404, 415, 422], answer.url()).toContain(answer.status());
    expect(await answer.text()).not.toMatch(/Private plans|Secret words/);
  }
  expect(answers.slice(0, 12).map((answer) => answer.status())).toEqual(Array(12).fill(404));
  expect((await owner.account.get(path)).status()).toBe(200);
});

test("another person's chat does not exist over the live connection", async ({ page, elsewhere, chat }) => {
  const owner = await elsewhere();
  const id = await owner.account.conversation("Private plans");
  await owner.account.say(id, "Secret words");
  await chat.open();
  const frames = await page.evaluate(async (conversation) => {
    const socket = new WebSocket(`ws://${location.host}/ws`);
    const heard: string[] = [];
    await new Promise((open) => (socket.onopen = open));
    socket.onmessage = (event) => heard.push(event.data);
    const send = (frame: object) => socket.send(JSON.stringify(frame));
    send({ type: "hello", version: 1, heads: [{ conversation, seq: 0 }] });
    send({ type: "subscribe", conversation, after: 0 });
    send({ type: "send_message", conversation, client_id: crypto.randomUUID(), text: "hello" });
    for (const type of ["stop", "continue", "retry", "regenerate", "choose"]) send({ type, conversation, message: conversation });
    send({ type: "ping", nonce: 7 });
    while (!heard.some((text) => text.includes('"pong"'))) await new Promise((later) => setTimeout(later, 20));
    socket.close();
    return heard;
  }, id);
  expect(frames.join("\n")).not.toMatch(/Private plans|Secret words/);
  expect(frames.join("\n")).toMatch(/"gone"|not_found/);
  const kept = await (await owner.account.get(`/api/v1/conversations/${id}`)).json();
  expect(JSON.stringify(kept)).not.toContain("hello");
});

test("other sites can neither post nor connect in a person's name", async ({ account, server }) => {
  const id = await account.conversation();
  const foreign = { origin: "https://evil.example" };
  const post = await account.request.post(`${server.url}/api/v1/conversations/${id}/messages`, { data: { text: "x" }, headers: foreign });
  expect(post.status()).toBe(403);
  expect((await post.json()).error.code).toBe("foreign_origin");
  const form = await account.request.post(`${server.url}/auth/login`, { form: { email: account.email, password: account.password }, headers: foreign });
  expect(form.status()).toBe(403);
  const upgrade = { ...foreign, connection: "upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" };
  const socket = await account.request.get(`${server.url}/ws`, { headers: upgrade });
  expect(socket.status()).toBe(403);
});

// attacks.md 23
test("after signing out nothing of the person stays in the browser", async ({ chat, page }) => {
  await chat.open();
  await chat.say("Very private words");
  await chat.expectAnswer("Very private words");
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/auth\/login/);
  const left = await page.evaluate(async () => {
    const kept = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) kept.push(await (await cache.match(request))!.text().catch(() => ""));
    }
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((done) => {
        const open = indexedDB.open(name!);
        open.onsuccess = () => done(open.result);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise((done) => {
          const all = database.transaction(store).objectStore(store).getAll();
          all.onsuccess = () => done(all.result);
        });
        kept.push(JSON.stringify(rows));
      }
      database.close();
    }
    return kept.join("\n");
  });
  expect(left).not.toContain("Very private words");
});
