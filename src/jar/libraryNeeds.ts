import { AppError } from '../core/errors';
import type { JavaNeed } from '../core/packageFacts';
import { isCounted, maxClassHead, packedClassHead, releaseOf } from './classRelease';
import type { Entry } from './entries';
import { fetchPacked } from './fetchPacked';
import { openStored } from './openStored';
import { readArchive, type Archive } from './readArchive';
import { inflate, unpack } from './unpack';

const headBytes = 16 * 1024;
const perLibrary = 2;
const maxLibraries = 512;
// Each is a round trip.
const maxRemoteLibraries = 4;
const maxDirectories = 16;
const maxNestedBytes = 64 * 1024 * 1024;
const localHeaderSize = 30;
const localSignature = 'PK\x03\x04';
const deflated = 8;
const springs = /\/spring-(?:boot|core)-\d/;

/**
 * Reads the Java release that each library needs: the lower one of the first two classes in its first 16 KiB (packed ones are
 * unpacked so far). Where those hold none, it looks into the directory of up to 16 stored libraries. At most 512 libraries, or
 * four of a remote package, Spring's own first, then such as lie evenly spread.
 */
export async function libraryNeeds(archive: Archive, libraries: readonly number[]): Promise<readonly JavaNeed[]> {
  const { entries, source } = archive;
  const chosen = choose(archive, libraries, source.isRemote ? maxRemoteLibraries : maxLibraries);
  const looked = chosen.map((index) => entries.at(index));
  const packed = await fetchPacked(archive, looked, headBytes);
  const needs: JavaNeed[] = [];
  const silent: Entry[] = [];
  for (const entry of looked) {
    const bytes = packed.get(entry);
    const need = lowest(classesIn(bytes && unpack(entry, bytes, maxClassHead)), entry.name);
    if (need) needs.push(need);
    else if (!entry.isDeflated && entry.bytes > headBytes && entry.bytes < maxNestedBytes) silent.push(entry);
  }
  if (source.isRemote) return needs;
  for (const entry of silent.slice(0, maxDirectories)) {
    const need = lowest(await classesByDirectory(archive, entry), entry.name);
    if (need) needs.push(need);
  }
  return needs;
}

interface FoundClass {
  readonly className: string;
  readonly release: number;
}

function choose({ entries }: Archive, libraries: readonly number[], max: number): readonly number[] {
  if (libraries.length <= max) return libraries;
  const known = libraries.filter((index) => springs.test(entries.name(index)));
  const spread = Array.from({ length: max }, (_, i) => libraries[Math.floor((i * libraries.length) / max)] ?? 0);
  return [...new Set([...known.slice(0, 2), ...spread])].slice(0, max);
}

/** Finds the first classes by their local headers: an honest name behind a signature is no chance. */
function classesIn(head: Buffer | undefined): readonly FoundClass[] {
  const found: FoundClass[] = [];
  for (let at = next(head, 0); head && at >= 0 && found.length < perLibrary; at = next(head, at + 4)) {
    const header = head.subarray(at);
    if (header.length < localHeaderSize) break;
    const nameEnd = localHeaderSize + header.readUInt16LE(26);
    const className = header.toString('utf8', localHeaderSize, nameEnd);
    if (!isCounted(className)) continue;
    const dataAt = nameEnd + header.readUInt16LE(28);
    const data = header.subarray(dataAt, dataAt + packedClassHead);
    const release = releaseOf(header.readUInt16LE(8) === deflated ? inflate(data, maxClassHead) : data);
    if (release !== undefined) found.push({ className, release });
  }
  return found;
}

function next(head: Buffer | undefined, at: number): number {
  return head ? head.indexOf(localSignature, at, 'latin1') : -1;
}

/** Looks into a library's own directory; finds nothing in one that is damaged. */
async function classesByDirectory(archive: Archive, entry: Entry): Promise<readonly FoundClass[]> {
  try {
    const nested = await readArchive(await openStored(archive, entry));
    const classes = nested.entries.find(isCounted).slice(0, perLibrary);
    const packed = await fetchPacked(
      nested,
      classes.map((index) => nested.entries.at(index)),
      packedClassHead,
    );
    return [...packed].flatMap(([inner, bytes]) => {
      const release = releaseOf(unpack(inner, bytes, maxClassHead));
      return release === undefined ? [] : [{ className: inner.name, release }];
    });
  } catch (error) {
    if (error instanceof AppError && (error.failure === 'badPackage' || error.failure === 'truncatedPackage'))
      return [];
    throw error;
  }
}

function lowest(classes: readonly FoundClass[], library: string): JavaNeed | undefined {
  const [first] = [...classes].sort((a, b) => a.release - b.release);
  return first && { release: first.release, of: 'library', className: first.className, library };
}
