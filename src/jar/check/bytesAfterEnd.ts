import type { Archive } from '../readArchive';
import { readBytes } from '../readBytes';

const endSize = 22;
const maxRecords = 128 * 1024;

/** Counts the bytes behind the end record and its comment: with one of them `java -jar` does not find the record. */
export async function bytesAfterEnd({ source, end, directory }: Archive): Promise<number> {
  const start = end + directory.length;
  const records = await readBytes(source, start, Math.min(maxRecords, source.bytes - start));
  const at = records.indexOf('PK\x05\x06', 0, 'latin1');
  if (at < 0 || at + endSize > records.length) return 0;
  return Math.max(0, source.bytes - (start + at + endSize + records.readUInt16LE(at + 20)));
}
