// Watches every page of a test for what must never happen.
import { expect, type BrowserContext, type Page } from "@playwright/test";

export class Watch {
  #problems: string[] = [];
  #allowed: RegExp[] = [];

  constructor(readonly origin: string) {}

  /** Something this test brings about on purpose: the browser's own line about an unreachable server, a 404. */
  allow(...patterns: RegExp[]) {
    this.#allowed.push(...patterns);
  }

  context(context: BrowserContext) {
    context.on("page", (page) => this.#page(page));
    context.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(this.origin) && !/^(data|blob|about):/.test(url)) {
        this.#problems.push(`the page asked for ${url}`);
      }
    });
  }

  #page(page: Page) {
    page.on("pageerror", (error) => this.#problems.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      const text = message.text();
      const place = message.location().url;
      if (message.type() === "error" || /hydrat|panicked|unreachable/i.test(text)) {
        this.#problems.push(`console: ${text} (${place})`);
      }
    });
    page.on("dialog", (dialog) => {
      if (dialog.type() !== "beforeunload") this.#problems.push(`dialog: ${dialog.message()}`);
      void dialog.accept();
    });
  }

  check() {
    const unexpected = this.#problems.filter((problem) => !this.#allowed.some((p) => p.test(problem)));
    expect(unexpected, "nothing wrong in the console, nothing asked from elsewhere").toEqual([]);
  }
}

/** What browsers print when the server cannot be reached. */
export const UNREACHABLE = /net::ERR_|WebSocket connection to|Failed to fetch/;
