// Answers to OpenAI's own clients: whole, as a stream, and given up; from a service of each dialect.
import { LANGUAGES, one, Program, run } from "../../helpers/program";
import { asking, expect, MODELS, test, used } from "./test";

const FIGURES = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };

for (const language of LANGUAGES) {
  test.describe(language, () => {
    for (const { model, key } of MODELS) {
      test(`${model} answers, whole and as a stream`, async ({ place, upstream }) => {
        const { answer } = await one(language, place, { do: "ask", request: asking("What is two?", model) });
        expect(answer).toMatchObject({ object: "chat.completion", model, usage: FIGURES });
        expect(answer.choices).toMatchObject([
          { index: 0, finish_reason: "stop", message: { role: "assistant", content: "Answer to: What is two?" } },
        ]);
        expect(upstream.prompts.at(-1)!.key).toBe(key);

        const request = { ...asking("And three?", model), stream_options: { include_usage: true } };
        const chunks = (await run(language, place, { do: "stream", request })).map(({ chunk }) => chunk);
        const figures = chunks.pop();
        expect(figures).toMatchObject({ choices: [], usage: FIGURES });
        expect(chunks.every((chunk) => chunk.usage === null && chunk.id === figures.id && chunk.model === model)).toBe(true);
        const choices = chunks.map((chunk) => chunk.choices[0]);
        expect(choices.map(({ delta }) => delta.content ?? "").filter(Boolean)).toEqual(["Answer ", "to: ", "And ", "three?"]);
        expect(choices[0].delta.role).toBe("assistant");
        expect(choices.map(({ finish_reason }) => finish_reason).filter(Boolean)).toEqual(["stop"]);
        expect(upstream.prompts).toHaveLength(2);
      });
    }

    test("words arrive as they are written, and no figures where none were asked for", async ({ place, upstream }) => {
      const held = upstream.hold();
      const program = new Program(language, place, { do: "stream", request: asking("Slowly") });
      await held.say("One");
      expect((await program.next()).chunk.choices[0].delta.content).toBe("One");
      await held.think("Hm.");
      expect((await program.next()).chunk.choices[0].delta.reasoning_content).toBe("Hm.");
      await held.say(" two");
      expect((await program.next()).chunk.choices[0].delta.content).toBe(" two");
      await held.finish();
      const rest = await program.rest();
      expect(rest.map(({ chunk }) => chunk.choices[0].finish_reason)).toEqual(["stop"]);
      expect(rest.every(({ chunk }) => !("usage" in chunk))).toBe(true);
    });

    test("a program that hangs up ends the request, and what was written is accounted for", async ({ place, upstream, account }) => {
      const held = upstream.hold();
      const program = new Program(language, place, { do: "cancel", request: asking("Never mind") });
      await held.say("It all began");
      expect((await program.next()).chunk.choices[0].delta.content).toBe("It all began");
      expect(await program.rest()).toEqual([{ closed: true }]);
      await expect.poll(() => held.abandoned).toBe(true);
      const total = await used(account);
      expect(total.answers).toBe(1);
      expect(total.output).toBeGreaterThan(0);
    });

    test("a whole conversation with what the client can say is passed on", async ({ place, upstream }) => {
      const messages = [
        { role: "developer", content: "Be brief." },
        { role: "user", content: [{ type: "text", text: "What is this?" }, { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } }] },
        { role: "assistant", content: "A picture." },
        { role: "user", content: "Of what?" },
      ];
      const request = { messages, model: "gpt-4o-mini", temperature: 0.3, max_completion_tokens: 50, seed: 7, stop: ["END"] };
      const { answer } = await one(language, place, { do: "ask", request });
      expect(answer.choices[0].message.content).toBe("Answer to: Of what?");
      const asked = upstream.prompts.at(-1)!;
      expect(asked).toMatchObject({ temperature: 0.3, seed: 7, stop: ["END"], max_tokens: 50 });
      expect(asked.messages).toEqual([{ role: "system", content: "Be brief." }, ...messages.slice(1)]);
    });
  });
}
