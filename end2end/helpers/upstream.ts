// A stand-in for AI services: it speaks OpenAI's, Anthropic's and Gemini's dialect, told apart by the address. The test
// decides what it answers, token by token.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Anthropic, Gemini, OpenAi, type Call, type Writer } from "./dialects";

/** What one request is answered with. */
export type Script =
  | { kind: "tokens"; tokens: string[]; pace?: number }
  | { kind: "call"; call: Call }
  | { kind: "held"; held: Held }
  | { kind: "raw"; bytes: string }
  | { kind: "fail"; status: number; body?: unknown; headers?: Record<string, string> }
  | { kind: "hang" };

/** What was asked, as it came. */
export interface Prompt {
  model: string;
  messages: { role: string; content: string }[];
  /** The header with the key. */
  key: string | undefined;
  [field: string]: any;
}

/** An answer the test writes itself: nothing goes out before it says so. */
export class Held {
  #response?: ServerResponse;
  #writer?: Writer;
  #arrived!: () => void;
  /** Resolves when the server has asked for this answer. */
  readonly arrived = new Promise<void>((resolve) => (this.#arrived = resolve));

  begin(response: ServerResponse, writer: Writer) {
    this.#response = response;
    this.#writer = writer;
    begin(response);
    response.flushHeaders();
    this.#arrived();
  }

  async say(...tokens: string[]) {
    await this.arrived;
    for (const token of tokens) this.#response!.write(this.#writer!.text(token));
  }

  /** Reasoning, as services send it before the text. */
  async think(...tokens: string[]) {
    await this.arrived;
    for (const token of tokens) this.#response!.write(this.#writer!.think(token));
  }

  async finish() {
    await this.arrived;
    this.#response!.end(this.#writer!.end());
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
  #scripts: { script: Script; model?: string }[] = [];
  readonly #open = new Set<ServerResponse>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#handle(request, response));
  }

  static async start(): Promise<Upstream> {
    const upstream = new Upstream();
    await new Promise<void>((resolve) => upstream.#server.listen(0, "127.0.0.1", resolve));
    return upstream;
  }

  /** Without a path, as the other dialects want it. */
  get root() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url() {
    return `${this.root}/v1`;
  }

  /** The next requests are answered by these, in order; after them come echoes of what was asked. */
  next(...scripts: Script[]) {
    this.#scripts.push(...scripts.map((script) => ({ script })));
  }

  /** The next request for this model is answered by that: of several at once, who comes first is not known. */
  for(model: string, script: Script) {
    this.#scripts.push({ script, model });
  }

  /** The next request's answer is written by the test; where a model is named, the next one for it. */
  hold(model?: string): Held {
    const held = new Held();
    this.#scripts.push({ script: { kind: "held", held }, model });
    return held;
  }

  /** Forgets what was asked and what was to be answered, and breaks off what is being answered. */
  reset() {
    this.#scripts = [];
    this.prompts.length = 0;
    for (const response of this.#open) response.socket?.destroy();
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Takes the first script that is for this request. */
  #script(asked: string): Script | undefined {
    const place = this.#scripts.findIndex(({ model }) => !model || asked.includes(model));
    return place < 0 ? undefined : this.#scripts.splice(place, 1)[0].script;
  }

  async #handle(request: IncomingMessage, response: ServerResponse) {
    const path = request.url!.split("?")[0];
    if (request.method === "GET") return json(response, 200, models(path, "anthropic-version" in request.headers));
    this.#open.add(response);
    response.on("close", () => this.#open.delete(response));
    const body = JSON.parse(await text(request));
    const { authorization, "x-api-key": anthropic, "x-goog-api-key": gemini } = request.headers;
    this.prompts.push({ ...body, key: authorization ?? anthropic ?? gemini });
    const writer = dialect(path);
    // Notes of a long chat are made when it suits the server: they take nothing that is prepared for an answer.
    const noted = words(body.messages?.[0]).startsWith("You keep the notes");
    const script = (noted ? undefined : this.#script(`${path} ${body.model}`)) ?? echo(body);
    switch (script.kind) {
      case "held":
        return script.held.begin(response, writer);
      case "fail":
        return json(response, script.status, script.body ?? {}, script.headers);
      case "hang":
        return;
      case "raw":
        begin(response);
        return response.end(script.bytes);
      case "call":
        begin(response);
        return response.end(writer.call(script.call) + writer.end());
      case "tokens":
        if (path.endsWith("/embeddings")) return json(response, 200, embeddings(body));
        return stream(response, writer, script.tokens, script.pace ?? 0);
    }
  }
}

/** One model each, named as its service's usual one. */
function models(path: string, anthropic: boolean) {
  if (path === "/v1beta/models") {
    return { models: [{ name: "models/gemini-2.5-flash", supportedGenerationMethods: ["generateContent"] }] };
  }
  return { object: "list", data: [{ id: anthropic ? "claude-haiku-4-5" : "gpt-4o-mini" }] };
}

function dialect(path: string): Writer {
  if (path.endsWith("/messages")) return new Anthropic();
  return path.includes(":") ? new Gemini() : new OpenAi();
}

/** `Answer to: <what was asked>`, word by word. A result of a tool is what was asked last as well. */
function echo(body: { messages?: any[]; contents?: any[] }): Script {
  const lines = body.messages ?? body.contents ?? [];
  const last = lines.filter(({ role }) => role === "user" || role === "tool").at(-1);
  return { kind: "tokens", tokens: `Answer to: ${words(last)}`.split(/(?<= )/) };
}

/** The text in a line, whatever the dialect wraps it in. */
function words(line: any): string {
  if (typeof line === "string") return line;
  if (Array.isArray(line)) return line.map(words).join("");
  return words(line?.content ?? line?.parts ?? line?.text ?? line?.functionResponse?.response.result ?? "");
}

/** A vector for each text: its length, and two fixed numbers. */
function embeddings({ model, input }: { model?: string; input?: string[] }) {
  const vectors = (input ?? []).map((text, index) => ({ object: "embedding", index, embedding: [text.length, 0.5, -0.25] }));
  return { object: "list", model, data: vectors, usage: { prompt_tokens: 5, total_tokens: 5 } };
}

function begin(response: ServerResponse) {
  response.writeHead(200, { "content-type": "text/event-stream" });
}

async function stream(response: ServerResponse, writer: Writer, tokens: string[], pace: number) {
  begin(response);
  for (const token of tokens) {
    response.write(writer.text(token));
    if (pace > 0) await new Promise((resolve) => setTimeout(resolve, pace));
  }
  response.end(writer.end());
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
