const POLYNOMIAL = 0xc96c5795d7870f42n;
const ONE = 1n << 63n;

/** A run of bytes: its CRC-64/XZ and its length. */
export interface Run {
  readonly crc64: bigint;
  readonly size: number;
}

/** Returns the CRC-64/XZ of the runs one after the other, without reading them again. */
export function joinCrc64(runs: readonly Run[]): bigint {
  const shifts = new Map<number, bigint>();
  return runs.reduce((crc, run) => {
    const shift = shifts.get(run.size) ?? powerOfByte(run.size);
    shifts.set(run.size, shift);
    return multiply(shift, crc) ^ run.crc64;
  }, 0n);
}

// x^(8 × count) modulo the polynomial; bits are mirrored: x^0 is the highest bit.
function powerOfByte(count: number): bigint {
  let power = ONE;
  let square = ONE >> 8n;
  for (let rest = BigInt(count); rest > 0n; rest >>= 1n) {
    if (rest & 1n) power = multiply(square, power);
    square = multiply(square, square);
  }
  return power;
}

function multiply(a: bigint, b: bigint): bigint {
  let product = 0n;
  for (let bit = ONE, shifted = b; bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ POLYNOMIAL : shifted >> 1n;
  }
  return product;
}
