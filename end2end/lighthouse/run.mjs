// Lighthouse's scores for pages, as a phone on a slow network sees them. One line of JSON a page.
//   node run.mjs COOKIE URL...
// `lost` names the audits that cost points, `abroad` the requests that left the page's own server.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [cookie, ...urls] = process.argv.slice(2);
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
try {
  for (const url of urls) {
    const flags = {
      port: chrome.port,
      onlyCategories: CATEGORIES,
      extraHeaders: cookie ? { Cookie: cookie } : undefined,
      disableStorageReset: false,
      logLevel: "error",
    };
    const { lhr } = await lighthouse(url, flags);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    const scores = CATEGORIES.map((name) => Math.round(lhr.categories[name].score * 100));
    const lost = Object.values(lhr.categories).flatMap(({ auditRefs }) =>
      auditRefs
        .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9)
        .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? "fails"}`.replaceAll(" ", " ")),
    );
    const requests = lhr.audits["network-requests"].details.items.map((item) => item.url);
    const abroad = requests.filter((to) => /^https?:/.test(to) && new URL(to).host !== new URL(url).host);
    const shift = lhr.audits["cumulative-layout-shift"].numericValue;
    console.log(JSON.stringify({ path: new URL(lhr.finalDisplayedUrl).pathname, scores, shift, lost, abroad }));
  }
} finally {
  await chrome.kill();
}
