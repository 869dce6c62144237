import type { Entry } from '../entries';
import { fetchPacked } from '../fetchPacked';
import type { Archive } from '../readArchive';
import { parseManifest, type Manifest } from '../parseManifest';
import { unpack } from '../unpack';
import { isManifest, manifestName } from '../manifestName';
import { isManifestForLauncher } from './isManifestForLauncher';

/** A manifest as Java reads it, with its bytes. */
export interface ReadManifest extends Manifest {
  readonly bytes: Buffer;
}

// Java's own bound for what it verifies.
const maxBytes = 16 * 1024 * 1024;

/**
 * Reads the manifest that starts a package, whole; `undefined` where `java -jar` finds none or refuses it. Of several, its
 * native part reads the first of just this name, Java the last in whatever case.
 */
export async function readManifest(archive: Archive): Promise<ReadManifest | undefined> {
  const some = archive.entries.findOther(isManifest).map((index) => archive.entries.at(index));
  const native = some.find(({ name }) => name === manifestName);
  const java = some.at(-1);
  if (!native || !java) return undefined;
  if (native !== java && !(await read(archive, native))) return undefined;
  return read(archive, java);
}

async function read(archive: Archive, entry: Entry): Promise<ReadManifest | undefined> {
  if (entry.packedBytes > maxBytes) return undefined;
  const packed = (await fetchPacked(archive, [entry], maxBytes)).get(entry);
  const bytes = packed && unpack(entry, packed, maxBytes);
  if (!bytes || !isManifestForLauncher(bytes)) return undefined;
  const parsed = parseManifest(bytes);
  return parsed.flaw?.kind === 'refusedLine' ? undefined : { ...parsed, bytes };
}
