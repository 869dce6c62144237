import type { PackageKind } from '../core/packageFacts';
import type { Entries } from './entries';

/**
 * Tells the kind of a package by its entries and main attributes; `undefined` for a ZIP of something else. A JAR that needs files
 * beside it is none that runs by itself.
 */
export function packageKind(
  entries: Entries,
  attributes: ReadonlyMap<string, string> | undefined,
  needsFilesBeside: boolean,
): PackageKind | undefined {
  const mainClass = attributes?.get('main-class');
  const isBoot = mainClass?.startsWith('org.springframework.boot.loader.') || attributes?.has('spring-boot-version');
  if (entries.below('WEB-INF/').length > 0) return mainClass && isBoot ? 'springBootWar' : 'war';
  // Before Spring Boot 1.4 there was no BOOT-INF, but the launcher.
  if (entries.below('BOOT-INF/').length > 0 || (mainClass && isBoot)) return 'springBootJar';
  if (mainClass && !needsFilesBeside) return 'executableJar';
  return attributes || entries.find((name) => name.endsWith('.class')).length > 0 ? 'plainJar' : undefined;
}
