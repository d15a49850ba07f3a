// Gives what the WASM takes from the script of wasm-bindgen short names, on both sides: the long ones end in hashes, which
// hardly compress.
import { readFileSync, writeFileSync } from "node:fs";
import { Reader, SECTION, number, sections } from "./wasm.mjs";

const [script, ...files] = process.argv.slice(2);
const FROM = /^\.\/\w+_bg\.js$/;

const text = (words) => {
  const bytes = Buffer.from(words);
  return Buffer.concat([number(bytes.length), bytes]);
};

const short = new Map();
const shortened = (name) => {
  if (!short.has(name)) short.set(name, `_${short.size.toString(36)}`);
  return short.get(name);
};

/** What follows an import's names: its kind, and of which type it is. */
const type = (reader) => {
  const from = reader.at;
  const kind = reader.byte();
  if (kind === 3) reader.stretch(2);
  else {
    if (kind === 1) reader.byte();
    const most = kind !== 0 && reader.number() & 1;
    reader.number();
    if (most) reader.number();
  }
  return reader.bytes.subarray(from, reader.at);
};

const renamed = (body) => {
  const reader = new Reader(body);
  const count = reader.number();
  const parts = [number(count)];
  for (let left = count; left > 0; left--) {
    const from = reader.text();
    const name = reader.text();
    parts.push(text(from), text(FROM.test(from) ? shortened(name) : name), type(reader));
  }
  return Buffer.concat(parts);
};

for (const file of files) {
  const bytes = readFileSync(file);
  const parts = [bytes.subarray(0, 8)];
  for (const { id, body, whole } of sections(bytes)) {
    if (id !== SECTION.imports) {
      parts.push(whole);
      continue;
    }
    const written = renamed(body);
    parts.push(Buffer.from([id]), number(written.length), written);
  }
  writeFileSync(file, Buffer.concat(parts));
}

// They are the fields of one object.
let found = 0;
const before = readFileSync(script, "utf8");
const after = before.replace(/^( {8})(\w+)(?=: )/gm, (whole, indent, name) => {
  if (!short.has(name)) return whole;
  found++;
  return indent + short.get(name);
});
if (found === 0 || found !== short.size) throw new Error(`${found} of ${short.size} imports are in ${script}`);
writeFileSync(script, after);
