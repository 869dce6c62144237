const polynomial = 0xc96c5795d7870f42n;
const all = 0xffffffffffffffffn;

const table = Array.from({ length: 256 }, (_, byte) => {
  let entry = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) entry = entry & 1n ? (entry >> 1n) ^ polynomial : entry >> 1n;
  return entry;
});

/** CRC-64/XZ by its definition, a byte at a time. */
export function plainCrc64(bytes: Uint8Array): bigint {
  let register = all;
  for (const byte of bytes) register = (register >> 8n) ^ (table[Number(register & 0xffn) ^ byte] ?? 0n);
  return register ^ all;
}
