// Failures, as OpenAI's own clients raise them.
import { LANGUAGES, one, Program, type Job } from "../../helpers/program";
import { asking, expect, placeOf, test } from "./test";

const ask = (request: object): Job => ({ do: "ask", request, retries: 0 });

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test("a wrong key is an AuthenticationError", async ({ server }) => {
      for (const key of ["sk-of-another-house", `adda_${"x".repeat(48)}`]) {
        const { error } = await one(language, { url: server.url, key }, ask(asking("Hello")));
        expect(error).toMatchObject({ class: "AuthenticationError", status: 401, code: "invalid_api_key" });
      }
    });

    test("a key that may only read is a PermissionDeniedError", async ({ account }) => {
      const { error } = await one(language, await placeOf(account, "read"), ask(asking("Hello")));
      expect(error).toMatchObject({ class: "PermissionDeniedError", status: 403, code: "scope_missing" });
    });

    test("an unknown model is a NotFoundError that names it as the reason", async ({ place }) => {
      const told = { class: "NotFoundError", status: 404, code: "model_not_found", param: "model" };
      expect((await one(language, place, ask(asking("Hello", "gpt-nobody")))).error).toMatchObject(told);
      expect((await one(language, place, { do: "model", model: "gpt-nobody" })).error).toMatchObject(told);
    });

    test("a wrong field, and a refusal of the service, is a BadRequestError", async ({ place, upstream }) => {
      const wrong = await one(language, place, ask({ ...asking("Hello"), n: 2 }));
      expect(wrong.error).toMatchObject({ class: "BadRequestError", status: 400, param: "n", type: "invalid_request_error" });
      upstream.next({ kind: "fail", status: 400, body: { error: { message: "This prompt is not liked.", type: "invalid_request_error" } } });
      const refused = await one(language, place, ask(asking("Hello")));
      expect(refused.error).toMatchObject({ class: "BadRequestError", status: 400 });
      expect(refused.error.message).toContain("This prompt is not liked.");
    });

    test("a limit is a RateLimitError that says how long to wait", async ({ placeWith, upstream }) => {
      const place = await placeWith({ ADDA_LIMITS__SENDS_PER_MINUTE: "1" });
      expect((await one(language, place, ask(asking("First")))).answer).toBeTruthy();
      const { error } = await one(language, place, ask(asking("Second")));
      expect(error).toMatchObject({ class: "RateLimitError", status: 429, code: "rate_limit_exceeded" });
      expect(Number(error.retry_after)).toBeGreaterThan(0);
      expect(Number(error.retry_after)).toBeLessThanOrEqual(60);
      expect(upstream.prompts).toHaveLength(1);
    });

    test("a service that is overloaded is an InternalServerError", async ({ placeWith, upstream }) => {
      const place = await placeWith({ ADDA_LIMITS__PROVIDER_ATTEMPTS: "1" });
      upstream.next({ kind: "fail", status: 503 });
      const { error } = await one(language, place, ask(asking("Hello")));
      expect(error).toMatchObject({ class: "InternalServerError", status: 503, code: "provider_overloaded" });
      // What passes is tried again by the client itself.
      upstream.next({ kind: "fail", status: 503 });
      expect((await one(language, place, { do: "ask", request: asking("Again") })).answer.choices[0].message.content).toBe("Answer to: Again");
    });

    test("a stream that breaks is an APIError after the words that came", async ({ place, upstream }) => {
      const held = upstream.hold();
      const program = new Program(language, place, { do: "stream", request: asking("Hello") });
      await held.say("Half an");
      expect((await program.next()).chunk.choices[0].delta.content).toBe("Half an");
      await held.break();
      const [{ error }, ...more] = await program.rest();
      expect(more).toEqual([]);
      expect(error).toMatchObject({ class: "APIError", code: "provider_network" });
      expect(error.message).toBeTruthy();
    });
  });
}
