// The chat page as a person uses it: found by roles and names, never by classes.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Account } from "./account";

export class Chat {
  readonly composer: Locator;
  readonly send: Locator;
  readonly stop: Locator;
  readonly messages: Locator;
  /** What the AI wrote, the greeting included. */
  readonly answers: Locator;
  readonly own: Locator;

  constructor(
    readonly page: Page,
    readonly account: Account,
  ) {
    this.composer = page.getByRole("textbox", { name: "Message", exact: true });
    this.send = page.getByRole("button", { name: "Send message", exact: true });
    this.stop = page.getByRole("button", { name: "Stop the answer", exact: true });
    this.messages = page.getByRole("article");
    this.answers = page.getByRole("article", { name: "AI Assistant", exact: true });
    this.own = page.getByRole("article", { name: "You", exact: true });
  }

  /** Opens a conversation (a new one without an id) and waits until it is alive. */
  async open(id?: string): Promise<string> {
    id ??= await this.account.conversation();
    await this.page.goto(`/c/${id}`);
    await this.alive();
    return id;
  }

  /** Hydrated and connected: until then the page reads and sends by forms only. */
  async alive() {
    await expect(this.page.locator("[data-connection=live]")).toBeAttached();
  }

  async say(text: string) {
    await this.composer.fill(text);
    await this.send.click();
  }

  /** The answer to the newest message. */
  get newest() {
    return this.answers.last();
  }

  async expectAnswer(text: string | RegExp) {
    await expect(this.newest).toContainText(text);
    await expect(this.newest).toHaveAttribute("data-state", "complete");
  }

  /** Each text is said in the thread exactly once; an answer that quotes it does not count. */
  async expectOnce(...texts: string[]) {
    for (const text of texts) {
      const said = this.messages.filter({ has: this.page.locator("p", { hasText: new RegExp(`^${escape(text)}`) }) });
      await expect(said).toHaveCount(1);
    }
  }
}

function escape(text: string) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
