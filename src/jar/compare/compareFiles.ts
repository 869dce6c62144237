import type { ChangedEntry, PackageEntry, RepackedEntry } from '../../core/packageFacts';
import type { Entry } from '../entries';
import type { PackageContent } from './packageContent';
import { placeIn } from './places';

/** Differences between the files of two packages, in no order; `moved` by the folders that they left and came to. */
export interface FilesCompared {
  readonly added: PackageEntry[];
  readonly removed: PackageEntry[];
  readonly changed: ChangedEntry[];
  readonly repacked: RepackedEntry[];
  readonly moved: (readonly [from: string, to: string])[];
}

type Side = Pick<PackageContent, 'archive' | 'files'>;

/**
 * Compares the files of two packages by path. A file that only one of them has at its path is looked for in the other one at the
 * same place below the folders in which a JAR and a WAR of one application keep it.
 */
export function compareFiles(left: Side, right: Side): FilesCompared {
  const found: FilesCompared = { added: [], removed: [], changed: [], repacked: [], moved: [] };
  const come = new Map<string, string>();
  // Entries are made one at a time: hundreds of thousands at once would take more memory than all else.
  for (const path of right.files.keys()) {
    if (left.files.has(path)) continue;
    const { rest } = placeIn(path);
    if (come.has(rest)) addEntry(found.added, right, path);
    else come.set(rest, path);
  }
  for (const path of left.files.keys()) {
    if (right.files.has(path)) note(found, entryIn(left, path), entryIn(right, path));
    else {
      const place = placeIn(path);
      const elsewhere = come.get(place.rest);
      if (elsewhere === undefined) addEntry(found.removed, left, path);
      else {
        come.delete(place.rest);
        const isSame = note(found, entryIn(left, path), entryIn(right, elsewhere));
        if (isSame) found.moved.push([place.folder, placeIn(elsewhere).folder]);
      }
    }
  }
  for (const path of come.values()) addEntry(found.added, right, path);
  return found;
}

/** Notes how two entries for one file differ; returns whether their content is the same. */
function note({ changed, repacked }: FilesCompared, old: Entry, fresh: Entry): boolean {
  const isSame = old.crc32 === fresh.crc32 && old.bytes === fresh.bytes;
  if (!isSame) {
    const sizes = { bytesBefore: old.bytes, bytesAfter: fresh.bytes };
    changed.push({ path: fresh.name, ...(old.name !== fresh.name && { pathBefore: old.name }), ...sizes });
  } else if (old.isDeflated !== fresh.isDeflated && fresh.bytes > 0) {
    repacked.push({ path: fresh.name, isDeflated: fresh.isDeflated });
  }
  return isSame;
}

function addEntry(list: PackageEntry[], side: Side, path: string): void {
  list.push({ path, bytes: entryIn(side, path).bytes });
}

function entryIn({ archive, files }: Side, path: string): Entry {
  return archive.entries.at(files.get(path) ?? NaN);
}
