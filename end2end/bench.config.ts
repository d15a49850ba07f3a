import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

export default defineConfig(tests, {
  testDir: "bench",
  outputDir: "results/bench",
  reporter: [["./bench/report.ts"]],
  retries: 0,
  workers: 1,
  timeout: 300_000,
  projects: [{ name: "wide", use: { viewport: { width: 1440, height: 900 } } }],
});
