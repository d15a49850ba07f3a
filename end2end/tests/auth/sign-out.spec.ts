import type { Page, WebSocketRoute } from "@playwright/test";
import { Chat } from "../../helpers/chat";
import { expect, test } from "../../helpers/test";
import { UNREACHABLE } from "../../helpers/watch";

// attacks.md 23
test("signing out in one tab leaves nothing in the others and leads them to the login page", async ({ chat, account, context, page, watch }) => {
  watch.allow(UNREACHABLE, /401/);
  const id = await chat.open();
  const second = await context.newPage();
  const line = await cuttable(second);
  const other = new Chat(second, account);
  await other.open(id);
  line.cut();
  await expect(second.getByText(/connection is lost/i)).toBeVisible();
  await other.say("Never send this");
  await expect(other.own.last().getByRole("img", { name: /Waiting for the connection/ })).toBeVisible();
  await other.composer.fill("Half a thought");

  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/auth\/login$/);
  await expect(second).toHaveURL(/\/auth\/login$/);
  expect(await unsent(second)).toBe(0);

  line.mend();
  await second.getByLabel("E-mail").fill(account.email);
  await second.getByLabel(/^Password/).fill(account.password);
  await second.getByRole("button", { name: "Sign in" }).click();
  await expect(second).toHaveURL(/\/$/);
  await other.open(id);
  await expect(other.composer).toHaveValue("");
  await expect(other.own).toHaveCount(0);
});

test("signing out by form, before the page's script is there, leaves nothing behind either", async ({ chat, account, context, page, watch }) => {
  watch.allow(UNREACHABLE, /401/);
  await chat.open();
  const second = await context.newPage();
  const line = await cuttable(second);
  const other = new Chat(second, account);
  await other.open();
  line.cut();
  await expect(second.getByText(/connection is lost/i)).toBeVisible();
  await other.say("Never send this");
  await expect.poll(() => unsent(second)).toBe(1);

  await page.route(/\.wasm$/, (route) => route.abort());
  watch.allow(/wasm|Failed to (fetch|load)/i);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/auth\/login$/);
  await page.unroute(/\.wasm$/);
  await page.reload();
  await expect(second).toHaveURL(/\/auth\/login$/);
  await expect.poll(() => unsent(page)).toBe(0);
  expect(await page.evaluate(() => document.cookie + JSON.stringify(localStorage))).not.toMatch(/adda_left|Mira|draft/);
});

/** A page whose live connection the test can break. */
async function cuttable(page: Page) {
  const open: WebSocketRoute[] = [];
  let broken = false;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    if (broken) return void socket.close({ code: 1001 });
    socket.connectToServer();
    open.push(socket);
  });
  return {
    cut() {
      broken = true;
      for (const socket of open.splice(0)) void socket.close({ code: 1001 });
    },
    mend: () => (broken = false),
  };
}

/** Messages kept on the device. */
function unsent(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("adda");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const count = opening.result.transaction("outbox").objectStore("outbox").count();
          count.onsuccess = () => resolve(count.result);
          count.onerror = () => reject(count.error);
        };
      }),
  );
}
