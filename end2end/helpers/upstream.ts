// A stand-in for an AI service that speaks OpenAI's dialect. The test decides what it answers, token by token.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What one request is answered with. */
export type Script =
  | { kind: "tokens"; tokens: string[]; pace?: number }
  | { kind: "held"; held: Held }
  | { kind: "fail"; status: number; body?: unknown; headers?: Record<string, string> }
  | { kind: "hang" };

export interface Prompt {
  model: string;
  messages: { role: string; content: string }[];
  key: string | undefined;
}

/** An answer the test writes itself: nothing goes out before it says so. */
export class Held {
  #response?: ServerResponse;
  #arrived!: () => void;
  /** Resolves when the server has asked for this answer. */
  readonly arrived = new Promise<void>((resolve) => (this.#arrived = resolve));

  begin(response: ServerResponse) {
    this.#response = response;
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    this.#arrived();
  }

  async say(...tokens: string[]) {
    await this.arrived;
    for (const token of tokens) this.#response!.write(chunk({ content: token }));
  }

  /** Reasoning, as services send it before the text. */
  async think(...tokens: string[]) {
    await this.arrived;
    for (const token of tokens) this.#response!.write(chunk({ reasoning_content: token }));
  }

  async finish() {
    await this.arrived;
    end(this.#response!);
  }

  /** Breaks the connection in mid-answer. */
  async break() {
    await this.arrived;
    this.#response!.socket?.destroy();
  }

  /** Whether the server has hung up. */
  get abandoned() {
    return this.#response?.destroyed ?? false;
  }
}

export class Upstream {
  readonly prompts: Prompt[] = [];
  #scripts: Script[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#handle(request, response));
  }

  static async start(): Promise<Upstream> {
    const upstream = new Upstream();
    await new Promise<void>((resolve) => upstream.#server.listen(0, "127.0.0.1", resolve));
    return upstream;
  }

  get url() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** The next requests are answered by these, in order; after them come echoes of what was asked. */
  next(...scripts: Script[]) {
    this.#scripts.push(...scripts);
  }

  /** The next request's answer is written by the test. */
  hold(): Held {
    const held = new Held();
    this.next({ kind: "held", held });
    return held;
  }

  reset() {
    this.#scripts = [];
    this.prompts.length = 0;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse) {
    if (request.url === "/v1/models") {
      return json(response, 200, { object: "list", data: [{ id: "gpt-4o-mini", object: "model" }] });
    }
    const body = JSON.parse(await text(request));
    this.prompts.push({ ...body, key: request.headers.authorization });
    const script = this.#scripts.shift() ?? echo(body);
    switch (script.kind) {
      case "held":
        return script.held.begin(response);
      case "fail":
        return json(response, script.status, script.body ?? {}, script.headers);
      case "hang":
        return;
      case "tokens":
        return stream(response, script.tokens, script.pace ?? 0);
    }
  }
}

/** `Answer to: <what was asked>`, word by word. */
function echo(body: Prompt): Script {
  const asked = body.messages.filter((message) => message.role === "user").at(-1)?.content ?? "";
  return { kind: "tokens", tokens: `Answer to: ${asked}`.split(/(?<= )/) };
}

async function stream(response: ServerResponse, tokens: string[], pace: number) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const token of tokens) {
    response.write(chunk({ content: token }));
    if (pace > 0) await new Promise((resolve) => setTimeout(resolve, pace));
  }
  end(response);
}

function chunk(delta: object, finish: string | null = null) {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: "chatcmpl-1", object: "chat.completion.chunk", choices })}\n\n`;
}

function end(response: ServerResponse) {
  const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
  response.write(chunk({}, "stop"));
  response.write(`data: ${JSON.stringify({ object: "chat.completion.chunk", choices: [], usage })}\n\n`);
  response.end("data: [DONE]\n\n");
}

function json(response: ServerResponse, status: number, body: unknown, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

async function text(request: IncomingMessage) {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
