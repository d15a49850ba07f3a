// What leaves a server whose environment asks for traces and reports, and that nothing leaves one whose does not.
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { createServer as createHttpServer, type Server } from "node:http";
import { register } from "../../helpers/account";
import { sqlite } from "../../helpers/database";
import { AddaServer } from "../../helpers/server";
import { expect, test as base } from "../../helpers/test";

const KEY = "sk-live-4f5A6b7C8d9E0f1A";
const DIARY = "the diary nobody may read";
const TRACE = "0af7651916cd43dd8448eb211c80319c";

interface Received {
  path: string;
  body: Buffer;
}

/** Stands for a collector and for Sentry: takes everything and keeps it. */
class Receiver {
  readonly received: Received[] = [];
  #http: Server;

  constructor() {
    this.#http = createHttpServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      this.received.push({ path: request.url ?? "", body: Buffer.concat(chunks) });
      response.end();
    });
  }

  async start(): Promise<string> {
    this.#http.listen(0, "127.0.0.1");
    await once(this.#http, "listening");
    return `127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  stop() {
    this.#http.close();
    this.#http.closeAllConnections();
  }

  /** All that came to this path, as one. */
  at(path: string): Buffer {
    return Buffer.concat(this.received.filter((one) => one.path === path).map((one) => one.body));
  }
}

const test = base.extend<{ receiver: Receiver; address: string }>({
  receiver: async ({}, use) => {
    const receiver = new Receiver();
    await use(receiver);
    receiver.stop();
  },
  address: async ({ receiver }, use) => use(await receiver.start()),
});

test("spans and errors arrive, with nothing private in them", async ({ receiver, address, upstream, context }, info) => {
  const server = await AddaServer.start(upstream.url, {
    OPENAI_API_KEY: KEY,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${address}`,
    OTEL_SERVICE_NAME: "adda-of-a-test",
    SENTRY_DSN: `http://public@${address}/7`,
  });
  const ana = await register(context, server.url);
  const chat = await ana.conversation();
  const headers = { origin: server.url, traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
  await context.request.post(`${server.url}/api/v1/conversations/${chat}/messages`, { data: { text: DIARY }, headers });
  sqlite(server.database, "ALTER TABLE conversations RENAME TO gone;");
  const failed = await ana.get("/api/v1/conversations");
  expect(failed.status()).toBe(500);
  await server.stop();

  const spans = receiver.at("/v1/traces");
  for (const text of ["adda-of-a-test", "POST /api/v1/conversations/{id}/messages", "store append_send"]) {
    expect(spans.includes(text), `${text} in ${spans.toString("latin1")}`).toBe(true);
  }
  expect(spans.includes(Buffer.from(TRACE, "hex"))).toBe(true);
  const reports = receiver.at("/api/7/envelope/");
  expect(reports.includes(failed.headers()["x-request-id"])).toBe(true);
  for (const secret of [KEY, DIARY, ana.email, ana.password, "Answer to:"]) {
    expect(spans.includes(secret), `${secret} in spans`).toBe(false);
    expect(reports.includes(secret), `${secret} in reports`).toBe(false);
    expect(server.log.includes(secret), `${secret} in logs`).toBe(false);
  }
  await server.remove(info.project.outputDir);
});

test("nothing leaves without being asked for", async ({ receiver, context }, info) => {
  // The usual port of a collector, where something listens and is not called.
  const collector = createServer();
  const calls: number[] = [];
  collector.on("connection", (socket) => {
    calls.push(1);
    socket.destroy();
  });
  collector.on("error", () => undefined);
  collector.listen(4318, "127.0.0.1");
  const server = await AddaServer.start(undefined, { OTEL_SERVICE_NAME: "adda" });
  const ana = await register(context, server.url);
  await ana.conversation();
  await server.stop();
  collector.close();
  expect(calls).toEqual([]);
  expect(receiver.received).toEqual([]);
  await server.remove(info.project.outputDir);
});

test("a way of tracing that Adda does not have stops the start with a sentence", async ({}, info) => {
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4317", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" };
  await expect(AddaServer.start(undefined, environment)).rejects.toThrow(/"grpc", which Adda does not speak/);
  expect(info.errors).toEqual([]);
});
