// What the pages ask the server by, given what no page sends.
import { expect, test } from "../../helpers/test";

test("arguments that cannot be read are refused as such, and nothing is changed", async ({ account, watch }) => {
  watch.allow(/4\d\d/);
  const id = await account.conversation("Still here");
  const call = (name: string, data: string | Buffer, type = "application/json") =>
    account.request.post(`${account.origin}/api/ui/${name}`, { data, headers: { origin: account.origin, "content-type": type } });
  const bad: Array<[string, string | Buffer]> = [
    ["open", "{"],
    ["open", "[]"],
    ["open", "{}"],
    ["open", `{"id": 7}`],
    ["delete", `{"id": "${id}"`],
    ["delete", `{"id": "not an id"}`],
    ["open", Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ["update", `${"[".repeat(10_000)}`],
  ];
  for (const [name, data] of bad) {
    const answer = await call(name, data);
    expect(answer.status(), `${name} ${data}`).toBe(400);
    expect((await answer.json()).code).toBe("malformed");
  }
  for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
    const answer = await call("delete", `{"id": "${id}"}`, type);
    expect(answer.status(), type).toBe(415);
    expect((await answer.json()).error.code).toBe("unsupported_media_type");
  }
  expect((await account.get(`/api/v1/conversations/${id}`)).status()).toBe(200);
  expect((await call("conversations", "{}")).status(), "it goes on").toBe(200);
});
