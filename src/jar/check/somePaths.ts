import type { SomePaths } from '../../core/packageCheck/archiveFinding';

const maxPaths = 20;

/** Keeps the first 20 of some paths, and the number of all. */
export function somePaths(paths: readonly string[]): SomePaths {
  return { paths: paths.slice(0, maxPaths), count: paths.length };
}
