import { headerSize, nameBytesAt } from './parseHeader';

/** Bytes, as packed, of those files in a package that are small and no JARs. */
export interface LooseFiles {
  readonly bytes: number;
  /** Those whose times are of the last build, which the next one changes. */
  readonly newBytes: number;
}

// A larger one is a copied part by itself, whatever stands beside it.
const maxBytes = 1024 * 1024;
// No build takes longer. What is older was kept: most tools leave the files of a library the times they had there.
const buildSeconds = 3600;
const jar = Buffer.from('.jar');

/**
 * Measures the loose files by a central directory whose headers have been parsed. Where all files of the last hour have one time,
 * that is one which the build was told, and none is new. Reads numbers only: there may be a million entries.
 */
export function looseFiles(directory: Buffer): LooseFiles {
  let [bytes, newest] = [0, 0];
  forEachLoose(directory, (packed, time) => {
    bytes += packed;
    newest = Math.max(newest, time);
  });
  let [newBytes, oldestNew] = [0, newest];
  forEachLoose(directory, (packed, time) => {
    if (newest - time > buildSeconds) return;
    newBytes += packed;
    oldestNew = Math.min(oldestNew, time);
  });
  return { bytes, newBytes: oldestNew < newest ? newBytes : 0 };
}

function forEachLoose(directory: Buffer, see: (packedBytes: number, seconds: number) => void): void {
  for (let at = 0; at + headerSize <= directory.length;) {
    const nameEnd = at + headerSize + nameBytesAt(directory, at);
    const packed = directory.readUInt32LE(at + 20);
    // Folders are left out with the empty files.
    if (packed > 0 && packed < maxBytes && !endsWithJar(directory, nameEnd)) see(packed, secondsAt(directory, at));
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
}

function endsWithJar(directory: Buffer, nameEnd: number): boolean {
  return directory.compare(jar, 0, jar.length, nameEnd - jar.length, nameEnd) === 0;
}

/** Gives the time of the entry at `at` on a scale of our own, whose days are in order but some of them missing. */
function secondsAt(directory: Buffer, at: number): number {
  const [time, date] = [directory.readUInt16LE(at + 12), directory.readUInt16LE(at + 14)];
  // Days and months have room for more than they may have, as the date itself does.
  return date * 86_400 + (time >> 11) * 3600 + ((time >> 5) & 0x3f) * 60 + (time & 0x1f) * 2;
}
