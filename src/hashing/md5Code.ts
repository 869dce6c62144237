import { WasmCode } from './wasmCode';
import type { WasmFunction } from './wasmModule';

/** The number of streams that one call advances: more need more registers than a processor has, fewer leave it idle. */
export const md5Lanes = 8;

const vectors = [0, 1] as const;
const four = [0, 1, 2, 3] as const;
const lanes = Array.from({ length: md5Lanes }, (_, lane) => lane);
const rotations = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

// What `shuffle` picks from two vectors: their words by turns, then their pairs of words.
const lowWords = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23];
const highWords = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31];
const lowPairs = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const highPairs = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31];

// Locals: the parameters, then the vectors.
const blocks = 0;
const addresses = lanes.map((lane) => 1 + lane);
const state = (vector: number, word: number): number => 9 + 4 * vector + word;
const rows = [17, 18, 19, 20] as const;
const mixed = [21, 22, 23, 24] as const;

/**
 * `md5(blocks, address0 … address7)`: takes 64-byte blocks (at least one) of eight streams into their states. From
 * `statesAt` in memory lie 128 bytes: word 0 of the states of streams 0 to 3, word 1 of them …, then those of 4 to 7.
 * 512 bytes from `wordsAt` are overwritten.
 */
export function md5Code(statesAt: number, wordsAt: number): WasmFunction {
  const code = new WasmCode();
  const wordAt = (vector: number, word: number): number => wordsAt + 256 * vector + 16 * word;
  const states = vectors.flatMap((vector) =>
    four.map((word) => [state(vector, word), statesAt + 64 * vector + 16 * word] as const),
  );

  for (const [local, at] of states) code.i32(0).load(at).set(local);
  code.loop();
  for (const vector of vectors) for (const quarter of four) transpose(vector, quarter);
  for (let step = 0; step < 64; step++) for (const vector of vectors) mix(vector, step);
  for (const [local, at] of states) code.i32(0).get(local).i32(0).load(at).plus().tee(local).store(at);
  for (const address of addresses) code.get(address).i32(64).i32Add().set(address);
  code.get(blocks).i32(-1).i32Add().tee(blocks).branchIf(0).end();

  const locals = [...states, ...rows, ...mixed].map(() => 'v128' as const);
  return { name: 'md5', parameters: ['i32', ...lanes.map(() => 'i32' as const)], results: [], locals, code };

  // Four words of each of four streams become four vectors with one word of every stream.
  function transpose(vector: number, quarter: number): void {
    const offset = 16 * quarter;
    for (const row of rows) {
      const address = 1 + 4 * vector + rows.indexOf(row);
      code.get(address).load(offset).set(row);
    }
    const [first, second, third, fourth] = rows;
    const [low, low2, high, high2] = mixed;
    code.get(first).get(second).shuffle(lowWords).set(low).get(third).get(fourth).shuffle(lowWords).set(low2);
    code.get(first).get(second).shuffle(highWords).set(high).get(third).get(fourth).shuffle(highWords).set(high2);
    const at = wordAt(vector, 4 * quarter);
    code.i32(0).get(low).get(low2).shuffle(lowPairs).store(at);
    code.i32(16).get(low).get(low2).shuffle(highPairs).store(at);
    code.i32(32).get(high).get(high2).shuffle(lowPairs).store(at);
    code.i32(48).get(high).get(high2).shuffle(highPairs).store(at);
  }

  // One of the 64 steps of RFC 1321, for four streams: a = b + rotate(a + f(b, c, d) + word + constant).
  function mix(vector: number, step: number): void {
    const now = (word: number): number => state(vector, (word + 64 - step) % 4);
    const [a, b, c, d] = [now(0), now(1), now(2), now(3)];
    const round = step >> 4;
    const word = wordAt(vector, ([step, 5 * step + 1, 3 * step + 5, 7 * step][round] ?? 0) % 16);
    const left = rotations[round]?.[step % 4] ?? 0;
    const right = 32 - left;
    // The fourth function, c ^ (b | ~d), is -1 - (c ^ (d & ~b)), which is faster; its -1 goes with the constant.
    const constant = (Math.floor(2 ** 32 * Math.abs(Math.sin(step + 1))) - (round === 3 ? 1 : 0)) | 0;

    code.get(a).i32(0).load(word).i32(constant).splat().plus().plus();
    if (round === 0) code.get(d).get(b).get(c).get(d).xor().and().xor().plus();
    if (round === 1) code.get(c).get(d).andNot().plus().get(b).get(d).and().plus();
    if (round === 2) code.get(b).get(c).get(d).xor().xor().plus();
    if (round === 3) code.get(c).get(d).get(b).andNot().xor().minus();
    code.set(a).get(a).i32(left).shiftLeft().get(a).i32(right).shiftRight().or().get(b).plus().set(a);
  }
}
