import { basename } from 'node:path';
import type { BuildInfo } from '../core/packageFacts';
import type { Entries } from './entries';
import type { Pom } from './readPoms';

/** The signs of a package's own `pom.properties`: its file, `build-info.properties`, the class that it starts with, its classes. */
export interface PackageIdentity {
  readonly entries: Pick<Entries, 'below'>;
  readonly fileName: string;
  readonly build: BuildInfo | undefined;
  readonly startClass: string | undefined;
}

/** Finds the only `pom.properties` of a package's own group; `undefined` where nothing, or several, can be that. */
export function ownPom(
  poms: readonly Pom[],
  { entries, fileName, build, startClass }: PackageIdentity,
): Pom | undefined {
  const name = basename(fileName);
  const signs: readonly ((pom: Pom) => boolean)[] = [
    ({ group, artifact }) => build?.artifact === artifact && (build.group ?? group) === group,
    ({ artifact, version }) => version !== '' && name.startsWith(`${artifact}-${version}`),
    ({ artifact }) => name.startsWith(`${artifact}-`) || name.startsWith(`${artifact}.`),
    ({ group }) => startClass !== undefined && home(startClass) === home(group),
    ({ group }) => startClass === undefined && entries.below(`${home(group).replace('.', '/')}/`).length > 0,
  ];
  for (const isOwn of signs) {
    const found = poms.filter(isOwn);
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

// com.acme of com.acme.orders: two steps are somebody's own.
function home(dotted: string): string {
  return dotted.split('.', 2).join('.');
}
