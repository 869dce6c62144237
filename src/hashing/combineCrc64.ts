const polynomial = 0xc96c5795d7870f42n;

// The registers are mirrored: their highest bit is x^0.
const one = 1n << 63n;

// x^(8 × 2^n), made when first needed.
const powers: bigint[] = [one >> 8n];

// Parts are of one length, but for the last.
let lastMove = { bytes: 0, factor: one };

/** The CRC-64/XZ of some bytes followed by others, from the CRC-64/XZ of each and the number of the others. */
export function combineCrc64(first: bigint, second: bigint, secondBytes: number): bigint {
  if (lastMove.bytes !== secondBytes) lastMove = { bytes: secondBytes, factor: move(secondBytes) };
  return multiply(first, lastMove.factor) ^ second;
}

/** What a CRC is multiplied with when so many bytes follow. */
function move(bytes: number): bigint {
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
