import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const root = process.getuid?.() === 0;
// The shell is the same browser without its own windows, which nobody sees here: a third less work.
const places = [process.env.CHROMIUM, "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/google-chrome"];
const chromium = places.find((path) => path && existsSync(path));

export default defineConfig({
  testDir: "tests",
  outputDir: "results/artifacts",
  reporter: [["list"], ["json", { outputFile: "results/report.json" }]],
  fullyParallel: true,
  // What passes at the second try is named as flaky: a race to be found, but no reason to refuse everything else.
  retries: 1,
  workers: Number(process.env.WORKERS ?? 2),
  // A slow machine is no failure.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    screenshot: "only-on-failure",
    // Recording each test would take as long as the tests.
    trace: "on-first-retry",
    colorScheme: "dark",
    // Only where it is what is tested: it would answer requests that tests want to see.
    serviceWorkers: "block",
    launchOptions: {
      executablePath: chromium,
      args: [
        ...(root ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        // Nothing but this machine can be reached, whatever a page asks for.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      ],
    },
  },
  projects: [
    { name: "wide", use: { viewport: { width: 1440, height: 900 } } },
    // What shows no page is the same at every width.
    { name: "phone", testIgnore: ["programs/**", "operating/**", "models/dialects.spec.ts"], use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  ],
});
