// attacks.md 1, 2, 8: another person's ids, and other sites, on what a browser can reach.
import type { Account } from "../../helpers/account";
import { expect, test } from "../../helpers/test";

const SECRET = /Private plans|Secret words/;

test("another person's chat answers 404 on every route and says nothing", async ({ account, elsewhere, watch }) => {
  watch.allow(/404/);
  const owner = await elsewhere();
  const id = await owner.account.conversation("Private plans");
  const { message } = await owner.account.say(id, "Secret words");
  const said = message.id;
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
  ];
  for (const answer of answers) {
    expect(answer.status(), answer.url()).toBe(404);
    expect(await answer.text()).not.toMatch(SECRET);
  }
  expect((await owner.account.get(path)).status()).toBe(200);
});

test("another person's chat is not there for any form, and none changes it", async ({ account, elsewhere }) => {
  const owner = await elsewhere();
  const [id, second] = [await owner.account.conversation("Private plans"), await owner.account.conversation("Private plans too")];
  const { message, answer } = await owner.account.say(id, "Secret words");
  const before = await whole(owner.account, id, second);
  const forms: Record<string, Record<string, string>> = {
    "": { text: "hello" },
    "/rename": { title: "mine now" },
    "/delete": { forget: "on" },
    "/privacy": {},
    "/share": { expires_in_days: "" },
    "/stop": { message: answer.id },
    "/continue": { message: answer.id },
    "/retry": { message: answer.id },
    "/regenerate": { message: answer.id },
    "/choose": { message: answer.id },
    "/erase": { message: message.id },
  };
  for (const [form, fields] of Object.entries(forms)) {
    const sent = await account.form(`/c/${id}${form}`, fields);
    expect(sent.status(), form).toBe(303);
    const { location } = sent.headers();
    expect(location, form).toBe(`/c/${id}${form === "/share" ? form : ""}?error=not_found`);
    const page = await account.get(location);
    expect(page.status(), form).toBe(404);
    expect(await page.text(), form).not.toMatch(SECRET);
  }
  for (const what of ["delete", "archive", "pin", "read"]) {
    expect((await account.form("/chats", { do: what, ids: id })).status(), what).toBe(303);
  }
  const [session] = await (await owner.account.post("/api/ui/sessions")).json();
  const ended = await account.form(`/settings/sessions/${session.id}/end`);
  expect(ended.headers().location).toContain("error=not_found");
  const share = await (await owner.account.post(`/api/v1/conversations/${id}/shares`)).json();
  const unshared = await account.form(`/settings/shares/${share.id}/end`);
  expect(unshared.headers().location).toContain("error=not_found");
  expect((await account.get(share.path)).status()).toBe(200);

  expect(await whole(owner.account, id, second)).toEqual(before);
  // What can be undone is the owner's to undo.
  expect((await owner.account.form(`/c/${second}/delete`, { undo: "60" })).headers().location).toBe("/");
  expect((await account.form("/chats/undo", { ids: second })).status()).toBe(303);
  expect((await owner.account.get(`/api/v1/conversations/${second}`)).status()).toBe(404);
});

test("another person's chat is not there for any call of a page, and none changes it", async ({ account, elsewhere }) => {
  const owner = await elsewhere();
  const [id, second] = [await owner.account.conversation("Private plans"), await owner.account.conversation("Private plans too")];
  const { message } = await owner.account.say(id, "Secret words");
  const [session] = await (await owner.account.post("/api/ui/sessions")).json();
  const gone = await owner.account.conversation("Private and deleted");
  expect((await owner.account.form(`/c/${gone}/delete`, { undo: "60" })).headers().location).toBe("/");
  const before = await whole(owner.account, id, second);

  // In an order in which the owner can do them all.
  const calls: [string, object][] = [
    ["page", { conversation: id }],
    ["page", { conversation: id, place: { around: message.seq } }],
    ["open", { id }],
    ["open", { id, place: { after: 0 } }],
    ["reveal", { id, seq: message.seq, around: true }],
    ["choose", { id, message: message.id }],
    ["chat_usage", { id }],
    ["privacy", { id, change: {} }],
    ["privacy", { id, change: { memory: false, mood: false } }],
    ["update", { id, change: { title: "mine now", category: "taken", pinned: true, archived: false } }],
    ["erase", { id, message: message.id }],
    ["delete", { id, forget: true }],
    ["end_session", { session: session.id }],
  ];
  const lists: [string, object][] = [
    ["restore_many", { ids: [gone] }],
    ["change_many", { change: { ids: [second], archived: true, category: "taken", read: true } }],
    ["delete_many", { what: { ids: [second], forget: true } }],
  ];
  for (const [name, asked] of calls) {
    const answer = await account.post(`/api/ui/${name}`, asked);
    expect(answer.status(), name).toBe(404);
    expect(await answer.text(), name).not.toMatch(SECRET);
  }
  for (const [name, asked] of lists) {
    const answer = await account.post(`/api/ui/${name}`, asked);
    expect(answer.status(), name).toBe(200);
    const done = await answer.json();
    expect(done.ids ?? done, name).toEqual([]);
  }
  expect(await whole(owner.account, id, second)).toEqual(before);

  // A call that is not there, or that is asked wrongly, would be refused as well: the same of its owner is done.
  for (const [name, asked] of [...lists, ...calls]) {
    const answer = await owner.account.post(`/api/ui/${name}`, asked);
    expect(answer.status(), `${name} of the owner`).toBe(200);
  }
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

/** All that its owner sees of some chats. */
async function whole(owner: Account, ...ids: string[]) {
  const list = await owner.get("/api/v1/conversations");
  expect(list.status()).toBe(200);
  const seen = [await list.json()];
  for (const id of ids) {
    seen.push(await (await owner.get(`/api/v1/conversations/${id}`)).json());
    seen.push(await (await owner.post("/api/ui/privacy", { id, change: {} })).json());
  }
  return seen;
}
