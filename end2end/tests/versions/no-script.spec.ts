// Versions on a page without script: forms.
import { expect, test } from "../../helpers/test";

test.use({ javaScriptEnabled: false });

test("versions are gone through and made by forms", async ({ page, account }) => {
  const id = await account.conversation("Forms");
  const { answer } = await account.say(id, "Question");
  await page.goto(`/c/${id}`);
  const answers = page.getByRole("article", { name: "AI Assistant", exact: true });
  await answers.last().hover();
  await answers.last().getByRole("button", { name: "Regenerate answer" }).click();
  await expect(async () => {
    await page.goto(`/c/${id}`);
    await expect(answers.last()).toHaveAttribute("data-state", "complete", { timeout: 500 });
  }).toPass();
  await expect(answers).toHaveCount(2);
  await expect(answers.last()).toContainText("2 of 2");
  await answers.last().getByRole("button", { name: /Previous version/ }).click();
  await expect(page).toHaveURL(new RegExp(`/c/${id}$`));
  await expect(answers.last()).toContainText("1 of 2");
  await expect(answers.last()).toHaveAttribute("data-message-id", answer.id);

  const own = page.getByRole("article", { name: "You", exact: true });
  await own.getByText("Edit", { exact: true }).click();
  await own.getByRole("textbox", { name: "Edit your message" }).fill("Other question");
  await own.getByRole("button", { name: "Save and send" }).click();
  await expect(own).toContainText("Other question");
  await expect(own).toContainText("2 of 2");
});
