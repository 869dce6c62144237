import type { ByteSource } from '../core/ports/packageReader';
import type { Entry } from './entries';
import type { Archive } from './readArchive';
import { readBytes } from './readBytes';

const localHeaderSize = 30;

/** Opens a stored entry as a source of its own, such as a library in a Spring Boot JAR. Throws `truncatedPackage`. */
export async function openStored({ source, prefix }: Archive, entry: Entry): Promise<ByteSource> {
  const headerAt = prefix + entry.headerAt;
  const header = await readBytes(source, headerAt, localHeaderSize);
  const start = headerAt + localHeaderSize + header.readUInt16LE(26) + header.readUInt16LE(28);
  return {
    name: entry.name,
    bytes: entry.bytes,
    ...(source.isRemote && { isRemote: true }),
    read: (at, length) => readBytes(source, start + at, length),
  };
}
