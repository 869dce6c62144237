import type { ByteSource, VerifiedEntries } from '../../core/ports/packageReader';
import { readArchive, type Archive } from '../readArchive';
import { isIntact } from './isIntact';
import { ReadAhead } from './readAhead';

const maxNamed = 20;
// Beyond what one uploads, and some ten seconds of work: only a bomb inflates to more.
const maxInflatedBytes = 8 * 1024 * 1024 * 1024;

/** Receives the position up to which the entries of a source are verified. */
export type OnVerified = (position: number) => void;

/**
 * Reads a package from front to back, and finds the entries whose bytes do not give the CRC-32 of the directory. What would inflate
 * to more than 8 GiB in all is left out, and not counted. Throws `emptyPackage`, `truncatedPackage` or `badPackage`, and as
 * `source` does. Blocks its thread while it works: a `VerifyThread` is there for it.
 */
export async function verifyEntries(source: ByteSource, onVerified: OnVerified): Promise<VerifiedEntries> {
  const archive = await readArchive(source);
  const { entries, end } = archive;
  const ahead = new ReadAhead(source, end);
  const damaged: number[] = [];
  let verified = 0;
  let inflatedBytes = 0;
  for (const index of byPosition(archive)) {
    const entry = entries.at(index);
    // No tool writes one entry into another: what to make of it is not for us to say.
    if (archive.prefix + entry.headerAt < ahead.usedTo) continue;
    inflatedBytes += entry.isDeflated ? entry.bytes : 0;
    if (inflatedBytes > maxInflatedBytes) break;
    if (!(await isIntact(archive, entry, ahead))) damaged.push(index);
    verified += 1;
    onVerified(archive.prefix + entry.headerAt + entry.packedBytes);
  }
  damaged.sort((a, b) => a - b);
  const paths = damaged.slice(0, maxNamed).map((index) => entries.name(index));
  return { entries: entries.length, verified, damaged: { paths, count: damaged.length } };
}

/** Orders the indexes of all entries by where they lie in the file. */
function byPosition({ entries }: Archive): Uint32Array {
  const positions = Float64Array.from({ length: entries.length }, (_, index) => entries.at(index).headerAt);
  return Uint32Array.from(positions.keys()).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
}
