import type { ByteSource } from '../../core/ports/packageReader';
import { cacheTail } from '../cacheTail';
import type { Entry } from '../entries';
import { fetchPacked } from '../fetchPacked';
import { locateDirectory } from '../locateDirectory';
import { readArchive, type Archive } from '../readArchive';
import { readBytes } from '../readBytes';
import { unpack } from '../unpack';

// That much comes with the local header: most modules of one's own are not larger.
const maxWhole = 512 * 1024;
const maxPacked = 16 * 1024 * 1024;
// What is fetched for it: eight on either side are no download of the package.
const maxRemotePacked = 2 * 1024 * 1024;
const maxUnpacked = 32 * 1024 * 1024;
// Some 20,000 classes; a library that claims more is none of one's own.
const maxDirectoryBytes = 2 * 1024 * 1024;
const localHeaderSize = 30;

/**
 * Reads the directory of a library in a package: of a stored one by ranges, of a deflated one after unpacking it, up to 32 MiB,
 * of one in COS up to 2 MiB packed. `undefined` where it is damaged or too large. Throws as the source of `archive` does.
 */
export async function readNested(archive: Archive, entry: Entry): Promise<Archive | undefined> {
  const source = entry.isDeflated ? await unpacked(archive, entry) : await ranges(archive, entry);
  if (!source) return undefined;
  const tailed = cacheTail(source);
  const { bytes } = await locateDirectory(tailed);
  return bytes > maxDirectoryBytes ? undefined : readArchive(tailed);
}

async function unpacked(archive: Archive, entry: Entry): Promise<ByteSource | undefined> {
  const most = archive.source.isRemote ? maxRemotePacked : maxPacked;
  if (entry.packedBytes > most || entry.bytes > maxUnpacked || entry.bytes === 0) return undefined;
  const packed = (await fetchPacked(archive, [entry], maxPacked)).get(entry);
  const bytes = packed && unpack(entry, packed, entry.bytes);
  return bytes && inMemory(entry.name, bytes);
}

async function ranges(archive: Archive, entry: Entry): Promise<ByteSource | undefined> {
  if (entry.bytes <= maxWhole) {
    const whole = (await fetchPacked(archive, [entry], maxWhole)).get(entry);
    return whole && inMemory(entry.name, whole);
  }
  const { source, prefix, end } = archive;
  const headerAt = prefix + entry.headerAt;
  const header = await readBytes(source, headerAt, localHeaderSize);
  const start = headerAt + localHeaderSize + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (start + entry.bytes > end) return undefined;
  return {
    name: entry.name,
    bytes: entry.bytes,
    read: (at, length) => source.read(start + at, length),
  };
}

function inMemory(name: string, bytes: Buffer): ByteSource {
  return { name, bytes: bytes.length, read: (start, length) => Promise.resolve(bytes.subarray(start, start + length)) };
}
