import type { Entry } from '../entries';
import { fetchPacked } from '../fetchPacked';
import type { Archive } from '../readArchive';
import { unpack } from '../unpack';
import { parseJavaManifest, type JavaManifest } from './javaManifest';

/** The bytes of a manifest, with what Java reads in them. */
export interface ReadManifest {
  readonly bytes: Buffer;
  readonly parsed: JavaManifest;
}

const manifestName = 'META-INF/MANIFEST.MF';
// Java's own bound for what it verifies.
const maxBytes = 16 * 1024 * 1024;

/**
 * Reads the manifest that starts a package, whole; `undefined` where `java -jar` finds none or refuses it. Of several, its
 * native part reads the first of just this name, Java the last in whatever case.
 */
export async function readManifest(archive: Archive): Promise<ReadManifest | undefined> {
  const some = archive.entries.filter((name) => name.length === manifestName.length && isManifest(name));
  const native = some.find(({ name }) => name === manifestName);
  const java = some.at(-1);
  if (!native || !java) return undefined;
  if (native !== java && !(await read(archive, native))) return undefined;
  return read(archive, java);
}

function isManifest(name: string): boolean {
  return name.toUpperCase() === manifestName;
}

async function read(archive: Archive, entry: Entry): Promise<ReadManifest | undefined> {
  if (entry.packedBytes > maxBytes) return undefined;
  const packed = (await fetchPacked(archive, [entry], maxBytes)).get(entry);
  const bytes = packed && unpack(entry, packed, maxBytes);
  const parsed = bytes && parseJavaManifest(bytes);
  return parsed && { bytes, parsed };
}
