// Makes all WASM files of a folder smaller, within one process: the optimiser takes longer to start than for most files.
// What counts is the compressed size, which is what travels: functions that stand by name repeat each other better.
// Nothing assumes that traps do not happen: a bounds check must stay one.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import binaryen from "../style/node_modules/binaryen/index.js";

const [from, to] = process.argv.slice(2);

// What `wasm-opt -Os` stands for.
binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(1);
binaryen.setGenerateStackIR(true);
binaryen.setOptimizeStackIR(true);

binaryen.setOneCallerInlineMaxSize(0);

for (const name of readdirSync(from).filter((name) => name.endsWith(".wasm"))) {
  const module = binaryen.readBinary(readFileSync(join(from, name)));
  module.runPasses(["gufa-optimizing"]);
  module.optimize();
  module.runPasses(["reorder-locals", "reorder-functions-by-name"]);
  writeFileSync(join(to, name), module.emitBinary());
  module.dispose();
}
