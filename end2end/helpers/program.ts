// Programs written for OpenAI's API with its official clients, run as their users run them.
import { expect } from "@playwright/test";
import { execFile, spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const clients = resolve(dirname(fileURLToPath(import.meta.url)), "../clients");

export type Language = "JavaScript" | "Python";
export const LANGUAGES: Language[] = ["JavaScript", "Python"];

/** What a program is told to do; clients/client.mjs and client.py are the two that can. */
export interface Job {
  do: "models" | "model" | "ask" | "stream" | "cancel" | "tools" | "embed";
  model?: string;
  request?: object;
  result?: string;
  /** How often the client tries again; its own habit where absent. */
  retries?: number;
}

/** A line a program printed. */
export type Seen = Record<string, any>;

/** Where a program finds the API, in the variables that the clients read themselves. */
export interface Place {
  url: string;
  key: string;
}

/** A program at work. */
export class Program {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<unknown>;
  #errors = "";

  constructor(language: Language, place: Place, job: Job) {
    const [command, file] = language === "Python" ? [python(), "client.py"] : [process.execPath, "client.mjs"];
    const env = { PATH: process.env.PATH, OPENAI_BASE_URL: `${place.url}/v1`, OPENAI_API_KEY: place.key };
    this.#child = spawn(command, [join(clients, file)], { env });
    this.#ended = once(this.#child, "close");
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
    this.#child.stderr.on("data", (data) => (this.#errors += data));
    this.#child.stdin.end(JSON.stringify(job));
  }

  /** The next line it prints. */
  async next(): Promise<Seen> {
    const { value, done } = await this.#lines.next();
    if (done) await this.#ended;
    expect(done, `the program ended too early: ${this.#errors}`).toBeFalsy();
    return JSON.parse(value);
  }

  /** Everything it still prints until it ends well. */
  async rest(): Promise<Seen[]> {
    const seen: Seen[] = [];
    for (let line = await this.#lines.next(); !line.done; line = await this.#lines.next()) seen.push(JSON.parse(line.value));
    await this.#ended;
    expect(this.#child.exitCode, this.#errors).toBe(0);
    return seen;
  }
}

/** Runs a program; everything it printed. */
export async function run(language: Language, place: Place, job: Job): Promise<Seen[]> {
  return new Program(language, place, job).rest();
}

/** Runs a program that prints one line. */
export async function one(language: Language, place: Place, job: Job): Promise<Seen> {
  const seen = await run(language, place, job);
  expect(seen).toHaveLength(1);
  return seen[0];
}

/** Runs the text of a program; what it printed. */
export async function runText(language: Language, program: string): Promise<string> {
  const [command, ...options] = language === "Python" ? [python(), "-c"] : [process.execPath, "--input-type=module", "-e"];
  const { stdout } = await promisify(execFile)(command, [...options, program], { cwd: clients, env: { PATH: process.env.PATH } });
  return stdout;
}

/** The environment that scripts/test.sh has made. */
function python(): string {
  const version = /^openai==(.*)$/m.exec(readFileSync(join(clients, "requirements.txt"), "utf8"))![1];
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const path = join(cache, "adda/tools", `python-openai-${version}`, "bin/python");
  if (!existsSync(path)) throw new Error(`${path} is missing: scripts/python-client.sh makes it`);
  return path;
}
