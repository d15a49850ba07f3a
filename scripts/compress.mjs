// Writes FILE.br and FILE.gz beside every file of the site that gains by it, so that the server never compresses them.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = process.argv[2];
const gains = /\.(css|html|js|json|svg|txt|wasm|webmanifest)$/;
const brotli = (data) =>
  brotliCompressSync(data, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      // A file is one block: cut into smaller ones, the program is 2 kB longer.
      [constants.BROTLI_PARAM_LGBLOCK]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
    },
  });

for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  if (!entry.isFile() || /\.(br|gz)$/.test(path)) continue;
  rmSync(`${path}.br`, { force: true });
  rmSync(`${path}.gz`, { force: true });
  if (!gains.test(path)) continue;
  const data = readFileSync(path);
  writeFileSync(`${path}.br`, brotli(data));
  writeFileSync(`${path}.gz`, gzipSync(data, { level: 9 }));
}
