import { WasmCode } from './wasmCode';
import type { WasmFunction } from './wasmModule';

/** The size of the tables that `crc64Code` expects at address 0: eight of 256 entries. */
export const crc64TableBytes = 8 * 2048;

/**
 * x^(8 × 2101) is, modulo the polynomial of CRC-64/XZ, the sum of x^(8 × (2101 - distance)) over these distances. So a
 * byte may be taken out of a message if it is added to the bytes this far behind it: the checksum does not notice.
 * They were found by search, and a test proves them. Their number is odd, since the polynomial has the factor x + 1; five
 * would have to reach about seven times as far.
 */
export const foldDistances = [625, 645, 677, 729, 1111, 1250, 2101] as const;

/** The bytes that `fold` processes in one step. */
export const foldStep = 64;

const maxDistance = Math.max(...foldDistances);

/**
 * `crc64(register, from, to)`: the register (not inverted) after the bytes from..to.
 * `fold(from, to, past, into)`: adds to the bytes from..to (whole steps, at least one) what lies each of the fold
 * distances before them, and writes that from `into` on. `past` stands for the place of the first byte.
 */
export function crc64Code(): readonly WasmFunction[] {
  return [bySlices(), fold()];
}

function bySlices(): WasmFunction {
  const [register, from, to] = [0, 1, 2];
  const code = new WasmCode();
  // Eight bytes a step, then one by one.
  whileLeft(8, () => {
    code.get(register).get(from).i64Load(0).i64Xor().set(register);
    for (let byte = 0; byte < 8; byte++) {
      code
        .get(register)
        .i64(8 * byte)
        .i64ShiftRight();
      lookUp(7 - byte);
      if (byte > 0) code.i64Xor();
    }
    code.set(register);
  });
  whileLeft(1, () => {
    code.get(register).get(from).i64LoadByte(0).i64Xor();
    lookUp(0);
    code.get(register).i64(8).i64ShiftRight().i64Xor().set(register);
  });
  code.get(register);
  return { name: 'crc64', parameters: ['i64', 'i32', 'i32'], results: ['i64'], locals: [], code };

  function lookUp(table: number): void {
    code
      .wrap()
      .i32(255)
      .i32And()
      .i32(3)
      .i32ShiftLeft()
      .i64Load(2048 * table);
  }

  function whileLeft(size: number, step: () => void): void {
    code.block().loop();
    code.get(to).get(from).i32(size).i32Add().i32IsLess().branchIf(1);
    step();
    code.get(from).i32(size).i32Add().set(from).branch(0).end().end();
  }
}

function fold(): WasmFunction {
  const [from, to, past, into] = [0, 1, 2, 3];
  const code = new WasmCode();
  // An address in WebAssembly has no negative offset.
  code.get(past).i32(-maxDistance).i32Add().set(past).loop();
  for (let offset = 0; offset < foldStep; offset += 16) {
    code.get(into).get(from).load(offset);
    for (const distance of foldDistances)
      code
        .get(past)
        .load(maxDistance - distance + offset)
        .xor();
    code.store(offset);
  }
  for (const at of [past, into, from]) code.get(at).i32(foldStep).i32Add().set(at);
  code.get(from).get(to).i32IsLess().branchIf(0).end();
  return { name: 'fold', parameters: ['i32', 'i32', 'i32', 'i32'], results: [], locals: [], code };
}
