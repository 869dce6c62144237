import type { Library, ReuseObstacle } from '../core/packageFacts';
import { looseFiles } from './looseFiles';
import type { Archive } from './readArchive';

// A smaller one is sent in no time.
const minBytes = 5_000_000;

/** The facts on which the obstacle depends besides the directory: the libraries, and whether Maven made the package. */
export interface Build {
  readonly libraries: readonly Library[];
  readonly byMaven: boolean;
}

/** Tells what keeps most of a package from being reused by the next upload; `undefined` where nothing does. */
export function reuseObstacleOf(
  { source, directory }: Pick<Archive, 'source' | 'directory'>,
  { libraries, byMaven }: Build,
): ReuseObstacle | undefined {
  if (source.bytes < minBytes) return undefined;
  const { bytes, newBytes } = looseFiles(directory);
  if (newBytes > source.bytes / 2) return { kind: 'newTimes', byMaven };
  const isMerged = libraries.some((library) => library.isMerged);
  return isMerged && bytes > source.bytes / 2 ? { kind: 'mergedLibraries' } : undefined;
}
