// Takes out of the linked WASM what no call of ours can reach, or nobody sees, but which the compiler has to keep. wasm-split
// then drops what only that used: functions, their places in tables, data.
import { readFileSync, writeFileSync } from "node:fs";
import { NOTE, SECTION, Reader, custom, importedFunctions, namesOf, notes, number, sections, symbolsOf, writeNotes } from "./wasm.mjs";

const [from, to] = process.argv.slice(2);
const OPCODE = { unreachable: 0x00, nop: 0x01, end: 0x0b };

// Their bodies become a trap. A call of one after all ends the page's code at once, which every browser test would see.
const NEVER_CALLED = [
  // Pages that hydrate in steps: ours hydrate at once.
  /hydrate_async(28_\$u7b\$\$u7b\$closure\$u7d\$\$u7d\$)*17h/,
  // Streams between Rust and JavaScript.
  /intounderlying(byte)?(source|sink)/,
  // Elements of a component that gets attributes from outside: none of ours does.
  /(Mountable|any_view).*8elements17h/,
];
// The compiler keeps one of several functions with the same body, under the name of any of them. So what others call stays,
// and short ones do.
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

/** The functions in their order: which one, and where its body is in the section. */
const functionsOf = (body, imported) => {
  const reader = new Reader(body);
  const all = [];
  const count = reader.number();
  for (let index = imported; index < imported + count; index++) {
    const size = reader.number();
    all.push({ index, from: reader.at, to: reader.at + size });
    reader.stretch(size);
  }
  return all;
};

/** The bodies become traps of the same length. */
const trap = (body, functions) => {
  for (const { from, to } of functions) {
    body.fill(OPCODE.nop, from, to);
    body[from] = 0; // no locals
    body[from + 1] = OPCODE.unreachable;
    body[to - 1] = OPCODE.end;
  }
};

/** Each note with what it is within, both in the order of their places. */
const within = function* (all, stretches) {
  let next = 0;
  for (const note of all) {
    while (next < stretches.length && stretches[next].to <= note.place) next++;
    const inner = stretches[next];
    yield [note, inner && inner.from <= note.place ? inner : null];
  }
};

/** Takes out of `candidates` what any other function calls, or has in its data. */
const keepUsed = (candidates, functions, symbols, { code, data }) => {
  const calls = new Map();
  const has = new Map();
  const add = (map, key, value) => (map.get(key) ?? map.set(key, []).get(key)).push(value);
  for (const [{ kind, symbol }, function_] of within(code, functions)) {
    if (!function_ || kind === NOTE.type) continue;
    if (kind === NOTE.call) add(calls, function_.index, symbols.functions.get(symbol));
    else if (symbols.data.has(symbol)) add(has, function_.index, symbol);
  }
  const stretches = [...symbols.data].map(([symbol, [from, size]]) => ({ symbol, from, to: from + size }));
  stretches.sort((one, other) => one.from - other.from);
  const inData = new Map();
  for (const [{ symbol }, stretch] of within(data, stretches)) if (stretch) add(inData, stretch.symbol, symbol);
  const used = functions.map(({ index }) => index).filter((index) => !candidates.has(index));
  const keep = (index) => candidates.delete(index) && used.push(index);
  const seen = new Set();
  while (used.length > 0) {
    const index = used.pop();
    for (const called of calls.get(index) ?? []) keep(called);
    const reached = [...(has.get(index) ?? [])];
    while (reached.length > 0) {
      const symbol = reached.pop();
      if (seen.has(symbol)) continue;
      seen.add(symbol);
      for (const inner of inData.get(symbol) ?? [])
        if (symbols.functions.has(inner)) keep(symbols.functions.get(inner));
        else reached.push(inner);
    }
  }
};

/**
 * The places in the sources that a panic would tell: a file's name, its length, line and column. One stands for all of them.
 * Gives each one's symbol.
 */
const places = (body, symbols, data) => {
  const sized = [...symbols.data].filter(([, [, size]]) => size === 16);
  const candidates = new Map(sized.map(([symbol, [at]]) => [at, symbol]));
  const found = new Set();
  for (const { place, symbol } of data) {
    if (!candidates.has(place) || !symbols.data.has(symbol)) continue;
    const [at, size] = symbols.data.get(symbol);
    const length = body.readUInt32LE(place + 4);
    const file = body.subarray(at, at + length).toString("latin1");
    if (length <= size && /^[\x20-\x7e]+\.rs$/.test(file)) found.add(candidates.get(place));
  }
  return found;
};

/** Bodies of the sections that are read, and the linker's notes for two of them. */
const read = (bytes) => {
  const all = { code: [], data: [], bodies: new Map() };
  for (const section of sections(bytes)) {
    if (section.id !== SECTION.custom) all.bodies.set(section.id, section.body);
    for (const [name, wanted] of [["code", /^reloc\.CODE$/], ["data", /^reloc\.DATA$/]]) {
      const reader = custom(section, wanted);
      if (!reader) continue;
      reader.number(); // the section they are for
      all[name] = [...notes(reader)];
    }
  }
  return all;
};

const snip = (bytes) => {
  const names = namesOf(bytes);
  const symbols = symbolsOf(bytes);
  const all = read(bytes);
  const functions = functionsOf(all.bodies.get(SECTION.code), importedFunctions(all.bodies.get(SECTION.imports)));
  const name = ({ index }) => names.get(index) ?? "";
  const unused = functions.filter((one) => one.to - one.from > SHORT && named(NEVER_CALLED, name(one)));
  const candidates = new Set(unused.map(({ index }) => index));
  keepUsed(candidates, functions, symbols, all);
  const trapped = functions.filter((one) => candidates.has(one.index) || named(PANICS, name(one)));
  trap(all.bodies.get(SECTION.code), trapped);

  const told = places(all.bodies.get(SECTION.data), symbols, all.data);
  const [one] = told;
  const same = (note) => (note.kind !== NOTE.type && told.has(note.symbol) ? { ...note, symbol: one } : note);
  const outside = [...within(all.code, trapped)].filter(([, function_]) => !function_).map(([note]) => note);
  const parts = [bytes.subarray(0, 8)];
  for (const section of sections(bytes)) {
    const reader = custom(section, /^reloc\.(CODE|DATA)$/);
    if (!reader) {
      parts.push(section.whole);
      continue;
    }
    const isCode = /CODE$/.test(new Reader(section.body).text());
    reader.number(); // the section they are for
    const kept = (isCode ? outside : all.data).map(same);
    const written = Buffer.concat([section.body.subarray(0, reader.at), writeNotes(kept)]);
    parts.push(Buffer.from([section.id]), number(written.length), written);
  }
  // The names come from libraries and the compiler: ones that are called otherwise after an update are to be noticed.
  for (const pattern of [...NEVER_CALLED, ...PANICS])
    if (![...names.values()].some((name) => pattern.test(name))) throw new Error(`no function is named like ${pattern}`);
  if (told.size < 100) throw new Error("the places that panics tell are written otherwise than they were");
  console.log(`taken out: ${trapped.length} functions (${unused.length - candidates.size} stay, as others use them), ${told.size} places of panics`);
  return Buffer.concat(parts);
};

writeFileSync(to, snip(readFileSync(from)));
