import type { Page } from "@playwright/test";
import { expect, test } from "../../helpers/test";

interface Icon {
  src: string;
  sizes: string;
  type: string;
  purpose?: string;
}

interface Shot {
  src: string;
  sizes: string;
  type: string;
  form_factor: string;
  label: string;
}

/** The size of a picture as the browser reads it. */
async function shownAs(page: Page, src: string) {
  return page.evaluate(async (src) => {
    const { width, height } = await createImageBitmap(await (await fetch(src)).blob());
    return { width, height };
  }, src);
}

/** Width and height, from the head of a PNG. */
const size = (png: Buffer) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

test("the manifest is complete, and all it names is there", async ({ account, page }) => {
  await page.goto("/auth/login");
  const address = await page.locator("link[rel=manifest]").getAttribute("href");
  const answer = await account.get(address!);
  expect(answer.headers()["content-type"]).toContain("manifest+json");
  const manifest = await answer.json();
  expect(manifest).toMatchObject({ id: "/", start_url: "/", scope: "/", display: "standalone", name: "Adda", lang: "en" });
  expect(manifest.share_target).toMatchObject({ action: "/share", method: "GET", params: { title: "title", text: "text", url: "url" } });
  expect(manifest.shortcuts.map(({ url }: { url: string }) => url)).toEqual(["/", "/settings/usage"]);

  const icons: Icon[] = [...manifest.icons, ...manifest.shortcuts.flatMap(({ icons }: { icons: Icon[] }) => icons)];
  for (const purpose of ["any", "maskable"]) {
    for (const sizes of ["192x192", "512x512"]) {
      expect(icons.some((icon) => icon.purpose === purpose && icon.sizes === sizes), `${purpose} ${sizes}`).toBe(true);
    }
  }
  for (const icon of icons) {
    const file = await account.get(icon.src);
    expect(file.status(), icon.src).toBe(200);
    expect(file.headers()["content-type"]).toContain(icon.type);
    if (icon.type === "image/png") expect(size(await file.body()), icon.src).toBe(icon.sizes);
  }
  expect(manifest.screenshots.map((shot: Shot) => shot.form_factor)).toEqual(["wide", "narrow"]);
  for (const { src, sizes, type, form_factor, label } of manifest.screenshots as Shot[]) {
    const file = await account.get(src);
    expect(file.status(), src).toBe(200);
    expect(file.headers()["content-type"], src).toBe(type);
    const shown = await shownAs(page, src);
    expect(`${shown.width}x${shown.height}`, src).toBe(sizes);
    expect(shown.width > shown.height, src).toBe(form_factor === "wide");
    expect(label, src).toBeTruthy();
  }
  const touch = await account.get((await page.locator("link[rel=apple-touch-icon]").getAttribute("href"))!);
  expect(size(await touch.body())).toBe("180x180");
});

test("the browser finds nothing wrong with the manifest", async ({ account, page, context }) => {
  await account.get("/api/v1/me");
  await page.goto("/");
  const devtools = await context.newCDPSession(page);
  const { errors, url } = await devtools.send("Page.getAppManifest");
  expect(url).toContain("/manifest.webmanifest");
  expect(errors).toEqual([]);
});

test("the browser's own bars have the colour of the theme", async ({ page }) => {
  await page.goto("/auth/login");
  const colours = page.locator("meta[name=theme-color]");
  await expect(colours).toHaveCount(2);
  for (const scheme of ["dark", "light"]) {
    await expect(page.locator(`meta[name=theme-color][media="(prefers-color-scheme: ${scheme})"]`)).toHaveCount(1);
  }
  await expect(page.locator("meta[name=viewport]")).toHaveAttribute("content", /viewport-fit=cover/);
});
