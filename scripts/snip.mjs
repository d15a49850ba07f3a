// Takes code out of WASM files that no call of ours can reach, but which the compiler has to keep because a table names
// it: the bodies of the functions whose name matches become a trap, and wasm-opt then drops what only they used.
// A call of one after all ends the page's code at once, which every browser test would see. Short ones stay: the compiler
// keeps one of several functions with the same body, under the name of any of them.
import { readFileSync, writeFileSync } from "node:fs";

const [pattern, ...files] = process.argv.slice(2);
const unreachable = new RegExp(pattern);
const SECTION = { custom: 0, imports: 2, code: 10 };
const SHORT = 128;
const TRAP = Buffer.from([3, 0, 0x00, 0x0b]);

/** Reads the numbers, names and stretches that WASM is made of, one after the other. */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  get left() {
    return this.at < this.bytes.length;
  }
  byte() {
    return this.bytes[this.at++];
  }
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  stretch(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  text() {
    return this.stretch(this.number()).toString("utf8");
  }
}

const number = (value) => {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return Buffer.from(bytes);
};

const sections = function* (bytes) {
  const reader = new Reader(bytes);
  reader.stretch(8);
  while (reader.left) {
    const begins = reader.at;
    const id = reader.byte();
    const body = reader.stretch(reader.number());
    yield { id, body, whole: bytes.subarray(begins, reader.at) };
  }
};

/** Where the sizes of a memory or table are skipped. */
const limits = (reader) => {
  const most = reader.byte() & 1;
  reader.number();
  if (most) reader.number();
};

const importedFunctions = (body) => {
  const reader = new Reader(body);
  let functions = 0;
  for (let left = reader.number(); left > 0; left--) {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind === 0) {
      functions++;
      reader.number();
    } else if (kind === 1) {
      reader.byte();
      limits(reader);
    } else if (kind === 2) limits(reader);
    else if (kind === 3) reader.stretch(2);
    else throw new Error(`an import of kind ${kind} is not known here`);
  }
  return functions;
};

/** The functions' names by index, from the custom section "name". */
const namesOf = (bytes) => {
  const names = new Map();
  for (const { id, body } of sections(bytes)) {
    if (id !== SECTION.custom) continue;
    const reader = new Reader(body);
    if (reader.text() !== "name") continue;
    while (reader.left) {
      const kind = reader.byte();
      const part = new Reader(reader.stretch(reader.number()));
      if (kind !== 1) continue;
      for (let left = part.number(); left > 0; left--) names.set(part.number(), part.text());
    }
  }
  return names;
};

const snip = (bytes) => {
  const names = namesOf(bytes);
  let imported = 0;
  let snipped = 0;
  const parts = [bytes.subarray(0, 8)];
  for (const { id, body, whole } of sections(bytes)) {
    if (id === SECTION.imports) imported = importedFunctions(body);
    if (id !== SECTION.code) {
      parts.push(whole);
      continue;
    }
    const reader = new Reader(body);
    const count = reader.number();
    const code = [number(count)];
    for (let index = imported; index < imported + count; index++) {
      const size = reader.number();
      const function_ = reader.stretch(size);
      if (size > SHORT && unreachable.test(names.get(index) ?? "")) {
        code.push(TRAP);
        snipped++;
      } else code.push(number(size), function_);
    }
    const all = Buffer.concat(code);
    parts.push(Buffer.from([id]), number(all.length), all);
  }
  return { bytes: Buffer.concat(parts), snipped };
};

let total = 0;
for (const file of files) {
  const { bytes, snipped } = snip(readFileSync(file));
  if (snipped) writeFileSync(file, bytes);
  total += snipped;
}
// The names come from the library: one that is called otherwise after an update is to be noticed.
if (total === 0) throw new Error(`no function is named like ${pattern}`);
