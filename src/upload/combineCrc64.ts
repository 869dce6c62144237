const polynomial = 0xc96c5795d7870f42n;

/** CRC-64/XZ of two runs of bytes that follow each other, from their own and the length in bytes of the second. */
export function combineCrc64(first: bigint, second: bigint, secondBytes: number): bigint {
  // x^(8 * secondBytes), reflected: the shift that the second run puts on the first.
  let shift = 1n << 63n;
  let square = 1n << 55n;
  for (let left = secondBytes; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) shift = multiply(shift, square);
    square = multiply(square, square);
  }
  return multiply(first, shift) ^ second;
}

/** The product of two reflected polynomials modulo the CRC's. */
function multiply(a: bigint, b: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = 63n; bit >= 0n; bit--) {
    if ((a >> bit) & 1n) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}
