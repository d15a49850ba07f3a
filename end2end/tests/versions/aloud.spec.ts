// A message is read by the device's voice. Browsers for tests have none, so one is lent to the page.
import type { Page } from "@playwright/test";
import { expect, test } from "../../helpers/test";

type Lent = typeof globalThis & { spoken: Array<{ text: string; lang: string }>; finish: () => void; cancelled: number };

const lend = (page: Page) =>
  page.addInitScript(() => {
    const lent = globalThis as Lent;
    const waiting: SpeechSynthesisUtterance[] = [];
    Object.assign(lent, { spoken: [], cancelled: 0 });
    const end = (kind: string) => waiting.splice(0).forEach((one) => one.dispatchEvent(new Event(kind)));
    lent.finish = () => end("end");
    class Utterance extends EventTarget {
      lang = "";
      onend: ((event: Event) => void) | null = null;
      onerror: ((event: Event) => void) | null = null;
      constructor(readonly text: string) {
        super();
        this.addEventListener("end", (event) => this.onend?.(event));
        this.addEventListener("error", (event) => this.onerror?.(event));
      }
    }
    const voice = {
      speak: (one: SpeechSynthesisUtterance) => (waiting.push(one), lent.spoken.push({ text: one.text, lang: one.lang })),
      cancel: () => (lent.cancelled++, end("error")),
    };
    Object.defineProperty(globalThis, "speechSynthesis", { value: voice });
    Object.defineProperty(globalThis, "SpeechSynthesisUtterance", { value: Utterance });
  });

test("an answer is read as it is shown, without its code, until it ends or is stopped", async ({ chat, page, upstream }) => {
  await lend(page);
  await chat.open();
  upstream.next({ kind: "tokens", tokens: ["First, **boldly**.\n\n```js\nlet code = 1;\n```\n\n- one\n\n  of two\n- two\n\nफिर हिन्दी में।"] });
  await chat.say("Tell me");
  await chat.expectAnswer("फिर हिन्दी में।");
  await chat.newest.getByRole("button", { name: "Read aloud" }).click();
  const spoken = await page.evaluate(() => (globalThis as Lent).spoken);
  expect(spoken).toEqual([
    { text: "First, boldly.", lang: "" },
    { text: expect.stringMatching(/^one\s+of two$/), lang: "" },
    { text: "two", lang: "" },
    { text: "फिर हिन्दी में।", lang: "hi-IN" },
  ]);
  await chat.newest.getByRole("button", { name: "Stop reading" }).click();
  await expect(chat.newest.getByRole("button", { name: "Read aloud" })).toBeVisible();

  // It ends by itself too, and another message takes its turn.
  await chat.newest.getByRole("button", { name: "Read aloud" }).click();
  await chat.own.first().getByRole("button", { name: "Read aloud" }).click();
  await expect(chat.newest.getByRole("button", { name: "Read aloud" })).toBeVisible();
  await expect(chat.own.first().getByRole("button", { name: "Stop reading" })).toBeVisible();
  await page.evaluate(() => (globalThis as Lent).finish());
  await expect(chat.own.first().getByRole("button", { name: "Read aloud" })).toBeVisible();
});
