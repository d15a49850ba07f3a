// A tool is called in a stream, its result goes back, and the answer is made of it: by the helpers of OpenAI's own
// clients, with a service of each dialect.
import { LANGUAGES, run } from "../../helpers/program";
import { asking, expect, MODELS, test } from "./test";

const WEATHER = {
  type: "function",
  function: {
    name: "weather",
    description: "Tells the weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

for (const language of LANGUAGES) {
  for (const { model } of MODELS) {
    test(`${language}: ${model} calls a tool and answers with its result`, async ({ place, upstream }) => {
      upstream.next({ kind: "call", call: { id: "call_1", name: "weather", arguments: ['{"city":', '"Pune"}'] } });
      const request = { ...asking("How is it in Pune?", model), tools: [WEATHER] };
      const [called, answered] = await run(language, place, { do: "tools", request, result: "31 degrees" });

      expect(called.finish_reason).toBe("tool_calls");
      const [call, ...others] = called.message.tool_calls;
      expect(others).toEqual([]);
      expect(call.type).toBe("function");
      expect(call.function.name).toBe("weather");
      expect(JSON.parse(call.function.arguments)).toEqual({ city: "Pune" });
      expect(answered).toMatchObject({ finish_reason: "stop", message: { content: "Answer to: 31 degrees" } });

      const [first, second] = upstream.prompts.map((prompt) => JSON.stringify(prompt));
      expect(first).toContain("Tells the weather");
      expect(second).toContain("How is it in Pune?");
      expect(second).toMatch(/Pune.*31 degrees/);
      // Gemini wants to have back what it signed its call with.
      expect(second.includes("c2lnbmVk")).toBe(model.startsWith("gemini"));
    });
  }
}
