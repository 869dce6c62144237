/** The entries of a ZIP archive in memory: name and uncompressed size. */
export function zipNames(zip: Buffer): readonly { readonly name: string; readonly bytes: number }[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a ZIP archive');
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    const lengths = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const entry = { name: zip.toString('utf8', at + 46, at + 46 + lengths[0]!), bytes: zip.readUInt32LE(at + 24) };
    at += 46 + lengths.reduce((sum, length) => sum + length, 0);
    return entry;
  });
}
