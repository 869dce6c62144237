import { onFirstUse } from '../core/onFirstUse';
import type { PackageDifference } from '../core/packageFacts';
import type { ByteSource } from '../core/ports/packageReader';
import { applicationIn } from './compare/applicationIn';
import { compareFiles } from './compare/compareFiles';
import { lookInside } from './compare/lookInside';
import { readContent } from './compare/packageContent';
import { changeOf, pairLibraries, type SummedLibrary } from './compare/pairLibraries';
import { countMoves } from './compare/places';
import { takeShaded } from './compare/takeShaded';

/**
 * Compares two packages by their directories: a file is the same when its CRC-32 and size are. Of libraries that were built with
 * the application, and of those whose files stand among its own, a bounded number is looked into. Throws `emptyPackage`,
 * `truncatedPackage` or `badPackage`, and as the sources do.
 */
export async function comparePackages(before: ByteSource, after: ByteSource): Promise<PackageDifference> {
  const [left, right] = await Promise.all([readContent(before), readContent(after)]);
  const files = compareFiles(left, right);
  const { equal, differing } = pairLibraries(left.libraries, right.libraries);
  const repacked = [...files.repacked];
  const moved = [...files.moved];
  for (const [old, fresh] of equal) {
    if (old.path !== fresh.path) moved.push([folderOf(old), folderOf(fresh)]);
    if (old.isDeflated !== fresh.isDeflated) repacked.push({ path: fresh.path, isDeflated: fresh.isDeflated });
  }
  for (const list of [files.added, files.removed, files.changed, repacked]) {
    list.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
  const applicationAfter = onFirstUse(() => applicationIn(right.archive));
  const versions = async () => {
    const [old, fresh] = await Promise.all([applicationIn(left.archive), applicationAfter()]);
    return [old.version, fresh.version] as const;
  };
  const [inside, { shaded, own }] = await Promise.all([
    lookInside({ before: left.archive, after: right.archive, versions }, differing),
    takeShaded(left, right, files, applicationAfter),
  ]);
  const total = left.files.size + left.libraries.length;
  const gone = differing.filter(([old]) => old).length;
  return {
    bytesBefore: before.bytes,
    bytesAfter: after.bytes,
    ...own,
    libraries: differing.map((pair) => {
      const found = inside.get(pair);
      const change = changeOf(pair);
      return found && change.before && change.after ? { ...change, inside: found } : change;
    }),
    shaded,
    moved: countMoves(moved),
    repacked,
    unchanged: total - files.removed.length - files.changed.length - gone - moved.length,
  };
}

function folderOf({ path }: SummedLibrary): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
