import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

export default defineConfig(tests, {
  testDir: "screenshots",
  reporter: "list",
  projects: [{ name: "wide", use: { viewport: { width: 1440, height: 900 } } }],
});
