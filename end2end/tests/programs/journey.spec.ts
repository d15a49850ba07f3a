// From the page where keys are made to a program that asks with one, and back to what it used.
import { LANGUAGES, one, run } from "../../helpers/program";
import { asking, expect, test } from "./test";

for (const language of LANGUAGES) {
  test(`a key made in the settings answers ${language} until it is revoked`, async ({ page, account, server }) => {
    expect((await account.get("/api/v1/me")).ok()).toBe(true);
    await page.goto("/settings/api-keys");
    await page.getByLabel("Name").fill("Notebook");
    await page.getByRole("button", { name: "Make the key" }).click();
    const key = await page.getByRole("textbox", { name: "The new API key" }).inputValue();
    const place = { url: server.url, key };

    const { answer } = await one(language, place, { do: "ask", request: asking("Hello from a program", "default") });
    expect(answer.choices[0].message.content).toBe("Answer to: Hello from a program");
    const chunks = await run(language, place, { do: "stream", request: asking("And streamed", "default") });
    const words = chunks.map(({ chunk }) => chunk.choices[0].delta.content ?? "");
    expect(words.join("")).toBe("Answer to: And streamed");

    await page.goto("/settings/usage");
    await expect(page.getByRole("main")).toContainText("2 answers");

    await page.goto("/settings/api-keys");
    const row = page.getByRole("region", { name: "Your API keys" }).getByRole("listitem");
    await expect(row).toContainText("Notebook");
    await row.getByText("Revoke", { exact: true }).click();
    await row.getByRole("button", { name: "Revoke this key" }).click();
    await expect(page.getByRole("status")).toContainText("revoked");
    const { error } = await one(language, place, { do: "ask", request: asking("Still there?"), retries: 0 });
    expect(error.class).toBe("AuthenticationError");
  });
}
