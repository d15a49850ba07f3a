// Reads WASM files: sections, names, and what the linker notes of symbols and of the places that refer to them.

export const SECTION = { custom: 0, imports: 2, code: 10, data: 11 };
/** Kinds of notes that have an addend; WebAssembly's tool conventions, "Linking". */
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25]);
/** Kinds of notes: a call, and what names a type in place of a symbol. */
export const NOTE = { call: 0, type: 6 };

/** Reads the numbers, names and stretches that WASM is made of, one after the other. */
export class Reader {
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

export const number = (value) => {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return Buffer.from(bytes);
};

export const sections = function* (bytes) {
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

export const importedFunctions = (body) => {
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
export const namesOf = (bytes) => {
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

/** A custom section's own reader, behind its name; nothing for others. */
export const custom = ({ id, body }, wanted) => {
  if (id !== SECTION.custom) return null;
  const reader = new Reader(body);
  const name = reader.text();
  return wanted.test(name) ? reader : null;
};

/** The linker's notes of the places that refer to symbols, in their order. */
export const notes = function* (reader) {
  for (let left = reader.number(); left > 0; left--) {
    const kind = reader.byte();
    const place = reader.number();
    const symbol = reader.number();
    const from = reader.at;
    if (WITH_ADDEND.has(kind)) reader.number();
    yield { kind, place, symbol, addend: reader.bytes.subarray(from, reader.at) };
  }
};

export const writeNotes = (all) => {
  const parts = all.map(({ kind, place, symbol, addend }) =>
    Buffer.concat([Buffer.from([kind]), number(place), number(symbol), addend]),
  );
  return Buffer.concat([number(all.length), ...parts]);
};

/** Where each segment's bytes begin in the body of the data section. */
const segments = (body) => {
  const reader = new Reader(body);
  const begins = [];
  for (let left = reader.number(); left > 0; left--) {
    const flags = reader.number();
    if (flags === 2) reader.number();
    if (flags !== 1) while (reader.byte() !== 0x0b);
    const length = reader.number();
    begins.push(reader.at);
    reader.stretch(length);
  }
  return begins;
};

/** What symbols are of: functions by their index, and data by where its bytes are in the data section; by the symbol's index. */
export const symbolsOf = (bytes) => {
  const found = { functions: new Map(), data: new Map() };
  let begins = [];
  for (const { id, body } of sections(bytes)) if (id === SECTION.data) begins = segments(body);
  for (const section of sections(bytes)) {
    const reader = custom(section, /^linking$/);
    if (!reader) continue;
    reader.number(); // version
    while (reader.left) {
      const kind = reader.byte();
      const part = new Reader(reader.stretch(reader.number()));
      if (kind === 8) readSymbols(part, begins, found);
    }
  }
  return found;
};

const readSymbols = (reader, begins, { functions, data }) => {
  const [UNDEFINED, NAMED] = [0x10, 0x40];
  const count = reader.number();
  for (let symbol = 0; symbol < count; symbol++) {
    const kind = reader.byte();
    const flags = reader.number();
    if (kind === 1) {
      reader.text();
      if (flags & UNDEFINED) continue;
      const begin = begins[reader.number()];
      data.set(symbol, [begin + reader.number(), reader.number()]);
    } else {
      const index = reader.number();
      if (kind === 0) functions.set(symbol, index);
      if (kind !== 3 && (!(flags & UNDEFINED) || flags & NAMED)) reader.text();
    }
  }
};
