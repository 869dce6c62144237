/** Returns the header that tells a CRC-64; none for an empty one. */
export function crc64Header(crc64: string): Readonly<Record<string, string>> {
  return crc64 === '' ? {} : { 'x-cos-hash-crc64ecma': crc64 };
}
