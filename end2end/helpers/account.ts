// People for tests: made through the API, signed in by the cookies it sets.
import { expect, type APIRequestContext, type BrowserContext } from "@playwright/test";
import { randomUUID } from "node:crypto";

export class Account {
  constructor(
    readonly origin: string,
    readonly email: string,
    readonly password: string,
    readonly name: string,
    readonly request: APIRequestContext,
  ) {}

  /** The same person in another browser. */
  async signIn(context: BrowserContext): Promise<Account> {
    const { origin, email, password, name } = this;
    const answer = await context.request.post(`${origin}/api/v1/auth/login`, { data: { email, password }, headers: { origin } });
    expect(answer.status()).toBe(200);
    return new Account(origin, email, password, name, context.request);
  }

  async get(path: string) {
    return this.request.get(this.origin + path);
  }

  async post(path: string, data: object = {}) {
    return this.request.post(this.origin + path, { data, headers: { origin: this.origin } });
  }

  /** As a page's form is sent; the answer says where the browser is to go. */
  async form(path: string, fields: Record<string, string> = {}) {
    return this.request.post(this.origin + path, { form: fields, headers: { origin: this.origin }, maxRedirects: 0 });
  }

  async patch(path: string, data: object) {
    return this.request.patch(this.origin + path, { data, headers: { origin: this.origin } });
  }

  async delete(path: string) {
    return this.request.delete(this.origin + path, { headers: { origin: this.origin } });
  }

  /** A conversation made through the API; returns its id. */
  async conversation(title?: string): Promise<string> {
    const answer = await this.post("/api/v1/conversations", { title });
    expect(answer.status()).toBe(201);
    return (await answer.json()).id;
  }

  /** Sends through the API and waits for the whole answer. */
  async say(conversation: string, text: string) {
    const answer = await this.post(`/api/v1/conversations/${conversation}/messages`, { text });
    expect(answer.ok()).toBe(true);
    return answer.json();
  }
}

export async function register(context: BrowserContext, origin: string): Promise<Account> {
  const email = `${randomUUID()}@example.org`;
  const account = new Account(origin, email, "correct horse battery", "Mira Sen", context.request);
  const { password, name } = account;
  const answer = await account.post("/api/v1/auth/register", { email, password, name });
  expect(answer.ok(), await answer.text()).toBe(true);
  return account;
}
