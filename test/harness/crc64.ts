/** CRC-64/XZ of `bytes` as unsigned decimal, as COS states it; written on its own to check what the others computed. */
export function crc64(bytes: Uint8Array): string {
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (const byte of bytes) {
    const index = (low ^ byte) & 255;
    low = ((low >>> 8) | (high << 24)) ^ table.low[index]!;
    high = (high >>> 8) ^ table.high[index]!;
  }
  return ((BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0)).toString();
}

const table = makeTable();

function makeTable(): { readonly low: Int32Array; readonly high: Int32Array } {
  const reflectedPolynomial = 0xc96c5795d7870f42n;
  const [low, high] = [new Int32Array(256), new Int32Array(256)];
  for (let index = 0; index < 256; index++) {
    let value = BigInt(index);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ reflectedPolynomial : value >> 1n;
    low[index] = Number(BigInt.asIntN(32, value));
    high[index] = Number(BigInt.asIntN(32, value >> 32n));
  }
  return { low, high };
}
