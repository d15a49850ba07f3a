// The built binary, started on a free port with a data folder of its own.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
/** What is tested; the release build unless named. */
export const BINARY = process.env.ADDA_BIN ?? resolve(here, "../../target/release/adda");

export class AddaServer {
  readonly dataDir = mkdtempSync(join(tmpdir(), "adda-"));
  #child?: ChildProcess;
  #log = "";
  #errors = "";
  #environment: Record<string, string>;

  constructor(
    readonly port: number,
    environment: Record<string, string>,
    readonly binary = BINARY,
  ) {
    this.#environment = environment;
  }

  /** Starts a server whose AI service is at `upstream`; without one it has the built-in guide only. */
  static async start(upstream?: string, settings: Record<string, string> = {}): Promise<AddaServer> {
    const provider = upstream ? { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream } : {};
    const server = new AddaServer(await freePort(), { ...provider, ...settings });
    await server.start();
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  get database() {
    return join(this.dataDir, "adda.db");
  }

  /** What the server has written to its log. */
  get log() {
    return this.#log;
  }

  /** The part of it that came by standard error. */
  get errors() {
    return this.#errors;
  }

  async start() {
    this.#child = spawn(this.binary, ["serve"], {
      cwd: this.dataDir,
      env: {
        PATH: process.env.PATH,
        ADDA_SERVER__ADDR: `127.0.0.1:${this.port}`,
        ADDA_SERVER__DATA_DIR: this.dataDir,
        ADDA_AUTH__ARGON2_MEMORY_KIB: "64",
        ADDA_AUTH__ATTEMPTS_PER_MINUTE: "100000",
        ADDA_LIMITS__CHECKPOINT_MS: "200",
        ADDA_LIMITS__SENDS_PER_MINUTE: "0",
        ADDA_LIMITS__ANONYMOUS_PER_MINUTE: "0",
        ...this.#environment,
      },
    });
    this.#child.stdout?.on("data", (data) => (this.#log += data));
    this.#child.stderr?.on("data", (data) => {
      this.#log += data;
      this.#errors += data;
    });
    await this.#ready();
  }

  /** Waits until no answer is begun or being written, and nothing is noted after one. */
  async idle() {
    const deadline = Date.now() + 10_000;
    const busy = async () => {
      const metrics = await fetch(`${this.url}/metrics`).then((answer) => answer.text(), () => "");
      return /^adda_open_turns [1-9]/m.test(metrics);
    };
    while (this.#child && Date.now() < deadline && (await busy())) {
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** As a crash: no chance to finish anything. */
  async kill() {
    await this.#end("SIGKILL");
  }

  async stop() {
    await this.#end("SIGTERM");
  }

  /** Tells it something and goes on. */
  signal(signal: NodeJS.Signals) {
    this.#child?.kill(signal);
  }

  /** Waits until it has ended by itself. */
  async ended() {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }

  /** Stops it for good; its folder goes, its log stays where the report can find it. */
  async remove(results: string) {
    await this.#end("SIGKILL");
    writeFileSync(join(results, `server-${this.port}.log`), this.#log);
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals) {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  async #ready() {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      if (this.#child?.exitCode != null) throw new Error(`the server ended:\n${this.#log}`);
      const answer = await fetch(`${this.url}/auth/login`).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      await new Promise((done) => setTimeout(done, 25));
    }
    throw new Error(`the server did not start:\n${this.#log}`);
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
