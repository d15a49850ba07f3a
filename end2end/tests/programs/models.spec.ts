// Lists of models and vectors, as OpenAI's own clients read them.
import { LANGUAGES, one } from "../../helpers/program";
import { expect, MODELS, test } from "./test";

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test("models are listed, and told of one by one", async ({ place }) => {
      const { models } = await one(language, place, { do: "models" });
      const ids = models.map(({ id }: { id: string }) => id);
      expect(ids).toEqual(expect.arrayContaining(MODELS.map(({ model }) => model)));
      for (const { model: id } of MODELS) {
        const { model } = await one(language, place, { do: "model", model: id });
        expect(model).toMatchObject({ id, object: "model", owned_by: id.includes("/") ? id.split("/")[0] : "openai" });
      }
    });

    test("texts become vectors in whichever form the client asks for", async ({ place, upstream }) => {
      // Both clients ask for base64 unless told otherwise, and hand out numbers.
      for (const more of [{}, { encoding_format: "float" }]) {
        const request = { model: "text-embedding-3-small", input: ["one", "three"], ...more };
        const { embeddings } = await one(language, place, { do: "embed", request });
        expect(embeddings).toMatchObject({ object: "list", model: "text-embedding-3-small", usage: { prompt_tokens: 5 } });
        expect(embeddings.data).toEqual([
          { object: "embedding", index: 0, embedding: [3, 0.5, -0.25] },
          { object: "embedding", index: 1, embedding: [5, 0.5, -0.25] },
        ]);
      }
      expect(upstream.prompts.at(-1)!.input).toEqual(["one", "three"]);
    });
  });
}
