import type { PackageKind } from '../core/packageFacts';
import type { Entry } from './parseEntry';

/** What kind of package these entries and main attributes make; `undefined` when it is a ZIP of something else. */
export function packageKind(
  entries: readonly Entry[],
  attributes: ReadonlyMap<string, string> | undefined,
): PackageKind | undefined {
  const mainClass = attributes?.get('main-class');
  const isBoot = mainClass?.startsWith('org.springframework.boot.loader.') || attributes?.has('spring-boot-version');
  if (has(entries, (name) => name.startsWith('WEB-INF/'))) return mainClass && isBoot ? 'springBootWar' : 'war';
  // Before Spring Boot 1.4 there was no BOOT-INF, but the launcher.
  if (has(entries, (name) => name.startsWith('BOOT-INF/')) || (mainClass && isBoot)) return 'springBootJar';
  if (mainClass) return 'executableJar';
  return attributes || has(entries, (name) => name.endsWith('.class')) ? 'plainJar' : undefined;
}

function has(entries: readonly Entry[], fits: (name: string) => boolean): boolean {
  return entries.some(({ name }) => fits(name));
}
