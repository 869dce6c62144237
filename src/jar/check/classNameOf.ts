const magic = 0xcafebabe;
const utf8 = 1;
const classInfo = 7;
// The bytes of each other kind of constant behind its tag: JVM specification, 4.4.
const sizes: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  [classInfo]: 2,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4,
  19: 2,
  20: 2,
};

/** Reads the binary name (`com/acme/Main`) that a class file gives itself; `undefined` for what is no class file. */
export function classNameOf(file: Buffer): string | undefined {
  try {
    return file.readUInt32BE(0) === magic ? readName(file) : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readName(file: Buffer): string | undefined {
  const places: number[] = [];
  const count = file.readUInt16BE(8);
  let at = 10;
  for (let index = 1; index < count; index++) {
    places[index] = at;
    const tag = file.readUInt8(at);
    const size = tag === utf8 ? 2 + file.readUInt16BE(at + 1) : sizes[tag];
    if (size === undefined) return undefined;
    at += 1 + size;
    // Numbers of 64 bits take two places.
    if (tag === 5 || tag === 6) index++;
  }
  const own = places[file.readUInt16BE(at + 2)];
  const name = own === undefined || file[own] !== classInfo ? undefined : places[file.readUInt16BE(own + 1)];
  if (name === undefined || file[name] !== utf8) return undefined;
  return file.toString('utf8', name + 3, name + 3 + file.readUInt16BE(name + 1));
}
