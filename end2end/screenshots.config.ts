import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

// One project alone: given to `defineConfig` beside the tests' own, it would be one more.
export default defineConfig({
  ...tests,
  testDir: "screenshots",
  reporter: "list",
  projects: [{ name: "wide", use: { viewport: { width: 1440, height: 900 } } }],
});
