const polynomial = 0xc96c5795d7870f42n;

// The registers are mirrored: their highest bit is x^0.
const one = 1n << 63n;

// x^(8 × 2^n), computed when first needed.
const powers: bigint[] = [one >> 8n];

// Parts are of one length, but for the last.
let lastShift = { bytes: 0, factor: one };

/** Combines the CRC-64/XZ of some bytes and of the `secondBytes` bytes that follow them. */
export function combineCrc64(first: bigint, second: bigint, secondBytes: number): bigint {
  if (lastShift.bytes !== secondBytes) lastShift = { bytes: secondBytes, factor: shiftFactor(secondBytes) };
  return multiply(first, lastShift.factor) ^ second;
}

/** Computes the factor of a CRC that is followed by so many bytes. */
function shiftFactor(bytes: number): bigint {
  let factor = one;
  for (let n = 0, rest = bytes; rest > 0; n++, rest = Math.floor(rest / 2)) {
    const power = (powers[n] ??= multiply(powers[n - 1]!, powers[n - 1]!));
    if (rest % 2 === 1) factor = multiply(factor, power);
  }
  return factor;
}

function multiply(a: bigint, b: bigint): bigint {
  let product = 0n;
  for (let bit = one, shifted = b; bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}
