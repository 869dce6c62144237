import type { WasmCode } from './wasmCode';

const types = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;

type Type = keyof typeof types;

/** `locals` follow the parameters; `code` lacks the final `end`. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly Type[];
  readonly results: readonly Type[];
  readonly locals: readonly Type[];
  readonly code: WasmCode;
}

/** A WebAssembly module in its binary form: it exports the functions and imports `shared.memory` of `pages` × 64 KiB. */
export function wasmModule(functions: readonly WasmFunction[], pages: number): Uint8Array {
  const signatures = functions.map(({ parameters, results }) => join([0x60], typeList(parameters), typeList(results)));
  const exported = functions.map(({ name }, index) => join(text(name), [0], number(index)));
  const [memory, withinLimitsAndShared] = [2, 3];
  const imported = join(text('shared'), text('memory'), [memory, withinLimitsAndShared], number(pages), number(pages));
  return join(
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, signatures),
    section(2, [imported]),
    section(3, [...functions.keys()].map(number)),
    section(7, exported),
    section(10, functions.map(body)),
  );
}

type Bytes = Uint8Array | readonly number[];

function body({ locals, code }: WasmFunction): Bytes {
  const end = 0x0b;
  return sized(join(list(locals.map((type) => [1, types[type]])), code.bytes, [end]));
}

function section(id: number, entries: readonly Bytes[]): Bytes {
  return join([id], sized(list(entries)));
}

function typeList(names: readonly Type[]): Bytes {
  return list(names.map((name) => [types[name]]));
}

function list(entries: readonly Bytes[]): Uint8Array {
  return join(number(entries.length), ...entries);
}

function text(value: string): Bytes {
  return sized(Buffer.from(value));
}

function sized(content: Uint8Array): Bytes {
  return join(number(content.length), content);
}

// LEB128: seven bits a byte, the lowest first.
function number(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(value >>> 7)];
}

function join(...parts: readonly Bytes[]): Uint8Array {
  return Buffer.concat(parts.map((part) => new Uint8Array(part)));
}
