// Takes out of the linked WASM what no call of ours can reach, or nobody sees, but which the compiler has to keep. wasm-split
// then drops what only that used: functions, their places in tables, data.
import { readFileSync, writeFileSync } from "node:fs";
import {
  SECTION, Reader, TYPE_INDEX, custom, dataSymbols, importedFunctions, namesOf, notes, number, sections, writeNotes,
} from "./wasm.mjs";

const [from, to] = process.argv.slice(2);
const OPCODE = { unreachable: 0x00, nop: 0x01, end: 0x0b };

// Their bodies become a trap. A call of one after all ends the page's code at once, which every browser test would see.
const NEVER_CALLED = [
  // Pages that hydrate in steps: ours hydrate at once.
  /hydrate_async/,
  // Streams between Rust and JavaScript.
  /intounderlying(byte)?(source|sink)/,
  // Elements of a component that gets attributes from outside: none of ours does.
  /(Mountable|any_view).*8elements17h/,
];
// Short ones stay: the compiler keeps one of several functions with the same body, under the name of any of them.
const SHORT = 100;

// A panic ends the page's code with a trap, and its words go nowhere: so it may as well be the trap alone.
const PANICS = [
  /^_R.*4core9panicking/,
  /^_ZN4core9panicking/,
  /^_R.*core6(option|result)\d\d(unwrap|expect)_failed$/,
  /^_R.*(slice_error_fail|slice_error_fail_rt|slice_index_fail|len_mismatch_fail|13assert_failed)$/,
  /^_R.*(panic_already_borrowed|panic_already_mutably_borrowed|panic_access_error|panic_poisoned)$/,
  /^_R.*(17capacity_overflow|18handle_alloc_error|12handle_error|panic_on_ord_violation)$/,
  /^_R.*std9panicking1(1begin_panic|5panic_with_hook)/,
];

const named = (patterns, name) => patterns.some((pattern) => pattern.test(name));

/** Makes bodies traps of the same length, and gives where they are. */
const trap = (body, imported, names) => {
  const reader = new Reader(body);
  const count = reader.number();
  const trapped = [];
  for (let index = imported; index < imported + count; index++) {
    const size = reader.number();
    const from = reader.at;
    const function_ = reader.stretch(size);
    const name = names.get(index) ?? "";
    if (!named(PANICS, name) && !(size > SHORT && named(NEVER_CALLED, name))) continue;
    function_.fill(OPCODE.nop);
    function_[0] = 0; // no locals
    function_[1] = OPCODE.unreachable;
    function_[size - 1] = OPCODE.end;
    trapped.push([from, reader.at]);
  }
  return trapped;
};

/** The notes without those within `trapped`; both are in the order of their places. */
const outside = function* (all, trapped) {
  let next = 0;
  for (const note of all) {
    while (next < trapped.length && trapped[next][1] <= note.place) next++;
    if (next === trapped.length || note.place < trapped[next][0]) yield note;
  }
};

/**
 * The places in the sources that a panic would tell: a file's name, its length, line and column. One stands for all of them.
 * Gives each one's symbol.
 */
const places = (bytes) => {
  const data = dataSymbols(bytes);
  const byPlace = [...data].filter(([, [, size]]) => size === 16).map(([symbol, [at]]) => [at, symbol]);
  const candidates = new Map(byPlace);
  const found = new Set();
  let body = Buffer.alloc(0);
  for (const section of sections(bytes)) {
    if (section.id === SECTION.data) body = section.body;
    const reader = custom(section, /^reloc\.DATA$/);
    if (!reader) continue;
    reader.number(); // the section they are for
    for (const { place, symbol } of notes(reader)) {
      if (!candidates.has(place) || !data.has(symbol)) continue;
      const [at, size] = data.get(symbol);
      const length = body.readUInt32LE(place + 4);
      const file = body.subarray(at, at + length).toString("latin1");
      if (length <= size && /^[\x20-\x7e]+\.rs$/.test(file)) found.add(candidates.get(place));
    }
  }
  return found;
};

const snip = (bytes) => {
  const names = namesOf(bytes);
  const told = places(bytes);
  const [one] = told;
  const same = (note) => (note.kind !== TYPE_INDEX && told.has(note.symbol) ? { ...note, symbol: one } : note);
  let imported = 0;
  let trapped = [];
  const parts = [bytes.subarray(0, 8)];
  for (const section of sections(bytes)) {
    const { id, body, whole } = section;
    if (id === SECTION.imports) imported = importedFunctions(body);
    if (id === SECTION.code) trapped = trap(body, imported, names);
    const reader = custom(section, /^reloc\.(CODE|DATA)$/);
    if (!reader) {
      parts.push(whole);
      continue;
    }
    const isCode = /CODE$/.test(new Reader(body).text());
    reader.number(); // the section they are for
    const head = body.subarray(0, reader.at);
    const kept = [...outside(notes(reader), isCode ? trapped : [])].map(same);
    const written = Buffer.concat([head, writeNotes(kept)]);
    parts.push(Buffer.from([id]), number(written.length), written);
  }
  // The names come from libraries and the compiler: ones that are called otherwise after an update are to be noticed.
  for (const pattern of [...NEVER_CALLED, ...PANICS])
    if (![...names.values()].some((name) => pattern.test(name))) throw new Error(`no function is named like ${pattern}`);
  if (told.size < 100) throw new Error("the places that panics tell are written otherwise than they were");
  if (process.env.VERBOSE) console.log(trapped.length, "functions,", told.size, "places");
  return Buffer.concat(parts);
};

writeFileSync(to, snip(readFileSync(from)));
