// The programs that docs/api.md shows run as they stand there.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { LANGUAGES, runText } from "../../helpers/program";
import { expect, test } from "./test";

const page = readFileSync(resolve(dirname(fileURLToPath(import.meta.url)), "../../../docs/api.md"), "utf8");

for (const language of LANGUAGES) {
  test(`${language}'s streams an answer`, async ({ place, upstream }) => {
    const block = new RegExp(`\`\`\`${language === "Python" ? "python" : "js"}\n(.*?)\`\`\``, "s").exec(page)![1];
    expect(block).toContain("http://127.0.0.1:3000/v1");
    const program = block.replace("http://127.0.0.1:3000", place.url).replace("adda_...", place.key);
    expect(await runText(language, program)).toBe("Answer to: Hello");
    expect(upstream.prompts).toHaveLength(1);
  });
}
