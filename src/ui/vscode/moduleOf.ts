import { basename, dirname } from 'node:path';

/**
 * Finds the module that a package was built by: the folder above `target/`, `build/libs/` or the `quarkus-app/` in either, else
 * the file's own.
 */
export function moduleOf(packagePath: string): { readonly path: string; readonly name: string } {
  const folder = dirname(packagePath);
  const above = dirname(folder);
  const isGradle = basename(folder) === 'libs' && basename(above) === 'build';
  const isQuarkus = basename(folder) === 'quarkus-app' && ['target', 'build'].includes(basename(above));
  const path = isGradle || isQuarkus ? dirname(above) : basename(folder) === 'target' ? above : folder;
  return { path, name: basename(path) };
}
