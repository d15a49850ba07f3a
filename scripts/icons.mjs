// Draws the icons of public/icons from public/favicon.svg, the one picture there is: `make icons`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const near = (path) => fileURLToPath(new URL(path, import.meta.url));
const { chromium } = createRequire(near("../end2end/package.json"))("@playwright/test");
const picture = readFileSync(near("../public/favicon.svg"), "utf8");

// Systems cut their own shape out of these: the ground fills the square, the mark stays within the middle.
const filled = (share) =>
  picture.replace(/rx="\d+"/, "").replace(/(<path[^]*\/>)/, `<g transform="translate(16 16) scale(${share}) translate(-16 -16)">$1</g>`);
const icons = [
  ["icon-192", 192, picture],
  ["icon-512", 512, picture],
  ["maskable-192", 192, filled(0.78)],
  ["maskable-512", 512, filled(0.78)],
  ["apple-touch-icon", 180, filled(0.88)],
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const page = await browser.newPage();
for (const [name, size, svg] of icons) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${svg}`);
  await page.screenshot({ path: near(`../public/icons/${name}.png`), omitBackground: true });
}
await browser.close();
