// Prints the figures that a measurement has noted, one a line, beside their goals.
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

export default class Figures implements Reporter {
  onTestEnd(test: TestCase, result: TestResult) {
    console.log(test.title);
    for (const { type, description } of test.annotations) console.log(`  ${type.padEnd(58)} ${description ?? ""}`);
    for (const { message } of result.errors) console.log(message);
  }
}
