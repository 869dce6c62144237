import type { PackageKind } from '../../core/packageFacts';
import type { Entries } from '../entries';
import { splitVersion } from '../libraryOf';
import type { JavaManifest } from './javaManifest';

const maxNames = 10_000;

/**
 * Lists the files beside the package that its Class-Path names: Java looks for none of them inside. Folders are left out,
 * since a package starts without them, and so are those whose content a shaded package has by its `pom.properties`.
 */
export function classPathOutside(entries: Entries, kind: PackageKind, manifest: JavaManifest): readonly string[] {
  // Spring Boot's launcher and servlet containers go by their own folders.
  if (kind !== 'executableJar') return [];
  const named = manifest.main.get('class-path')?.split(' ', maxNames) ?? [];
  const files = named.filter((name) => name !== '' && name !== '.' && !name.endsWith('/'));
  if (files.length === 0) return [];
  const inside = packedIn(entries);
  return files.filter((file) => {
    const stem = file.slice(file.lastIndexOf('/') + 1).replace(/\.jar$/, '');
    return !inside.has(splitVersion(stem).name);
  });
}

function packedIn(entries: Entries): ReadonlySet<string> {
  const names = new Set<string>();
  for (const index of entries.below('META-INF/maven/')) {
    const [, , , artifact, file] = entries.name(index).split('/', 6);
    if (artifact && file === 'pom.properties') names.add(artifact);
  }
  return names;
}
