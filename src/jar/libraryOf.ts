import type { Library } from '../core/packageFacts';
import { splitVersion } from '../core/splitVersion';
import type { Entry } from './entries';

// Where Spring Boot and servlet containers find them.
const folders = ['BOOT-INF/lib/', 'WEB-INF/lib/', 'WEB-INF/lib-provided/', 'lib/'];
const ending = '.jar';
// No file system has longer ones, and a thousand hostile ones would take much memory.
const maxName = 1_000;

/** Tells whether a name may be a library's. */
export function isJar(name: string): boolean {
  return name.endsWith(ending);
}

/** Reads the library that an entry is; `undefined` when it is none. */
export function libraryOf(entry: Entry): Library | undefined {
  const isName = isJar(entry.name) && entry.name.length <= maxName;
  const folder = isName ? folders.find((one) => entry.name.startsWith(one)) : undefined;
  const stem = folder && entry.name.slice(folder.length, -ending.length);
  return !stem || stem.includes('/') ? undefined : { path: entry.name, bytes: entry.bytes, ...splitVersion(stem) };
}
