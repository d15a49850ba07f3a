// Stands before a server as its deployment: can be out of reach, and can be replaced by a build of another name.
import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

const FOLDER = /\/pkg\/([0-9a-f]{16})\//g;

export class Deployment {
  #http: Server;
  #sockets = new Set<Socket>();
  #port = 0;
  /** The folder that pages name, where it is another than the server's. */
  #folder?: string;
  #real = "";

  constructor(readonly behind: number) {
    this.#http = createServer((asked, answer) => this.#forward(asked, answer));
    this.#http.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    this.#http.on("upgrade", (asked, socket, head) => this.#upgrade(asked, socket as Socket, head));
  }

  static async start(behind: number): Promise<Deployment> {
    const deployment = new Deployment(behind);
    await deployment.up();
    return deployment;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  async up() {
    this.#http.listen(this.#port, "127.0.0.1");
    await once(this.#http, "listening");
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  /** Cannot be reached any more; open connections break. */
  async down() {
    const closed = once(this.#http, "close");
    this.#http.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Another build takes the place of this one. */
  deploy(folder: string) {
    this.#folder = folder;
    for (const socket of this.#sockets) socket.destroy();
  }

  #options(asked: IncomingMessage) {
    const path = this.#folder ? asked.url?.replace(`/pkg/${this.#folder}/`, `/pkg/${this.#real}/`) : asked.url;
    return { host: "127.0.0.1", port: this.behind, method: asked.method, path, headers: { ...asked.headers, "accept-encoding": "identity" } };
  }

  #forward(asked: IncomingMessage, answer: ServerResponse) {
    const onward = request(this.#options(asked), (given) => {
      const text = asked.url === "/sw.js" || given.headers["content-type"]?.startsWith("text/html");
      if (!text) {
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
        return;
      }
      const chunks: Buffer[] = [];
      given.on("data", (chunk) => chunks.push(chunk));
      given.on("end", () => {
        const body = Buffer.from(this.#rename(Buffer.concat(chunks).toString()));
        const { "transfer-encoding": _, etag: __, ...headers } = given.headers;
        answer.writeHead(given.statusCode ?? 502, { ...headers, "content-length": body.length });
        answer.end(body);
      });
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
  }

  #rename(text: string) {
    const renamed = text.replace(FOLDER, (_, real) => {
      this.#real = real;
      return `/pkg/${this.#folder ?? real}/`;
    });
    return this.#folder ? renamed.replace(/BUILD = "[0-9a-f]{16}"/, `BUILD = "${this.#folder}"`) : renamed;
  }

  #upgrade(asked: IncomingMessage, socket: Socket, head: Buffer) {
    const onward = request({ ...this.#options(asked), headers: asked.headers });
    onward.on("upgrade", (given, other: Socket) => {
      const lines = given.rawHeaders.reduce((text, word, at) => text + word + (at % 2 ? "\r\n" : ": "), "");
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines}\r\n`);
      other.write(head);
      other.pipe(socket).pipe(other);
      socket.on("close", () => other.destroy());
      socket.on("error", () => other.destroy());
      other.on("error", () => socket.destroy());
    });
    onward.on("response", () => socket.destroy());
    onward.on("error", () => socket.destroy());
    onward.end();
  }
}
