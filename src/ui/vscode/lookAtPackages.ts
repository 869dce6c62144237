import type { BuiltPackage, BuiltPackages } from '../../core/ports/builtPackages';
import type { CallOptions } from '../../core/ports/tem';
import type { FoundPackage } from './findPackages';

const maxMs = 5000;
// What has been looked at counts, also where one hangs, as on a network drive.
const batch = 16;

/** Dependencies of looking at packages. */
export interface LookAtPackagesDeps {
  readonly builtPackages: Pick<BuiltPackages, 'look'>;
}

/** Packages that were looked at, by the paths of their files; those that took too long are not there. */
export type Sights = ReadonlyMap<string, BuiltPackage>;

/** Looks at packages, as many as are looked at in the time that a list is waited for. Never rejects. */
export async function lookAtPackages(
  { builtPackages }: LookAtPackagesDeps,
  packages: readonly FoundPackage[],
  { signal }: CallOptions,
): Promise<Sights> {
  const sights = new Map<string, BuiltPackage>();
  const patience = AbortSignal.any([signal, AbortSignal.timeout(maxMs)]);
  const paths = packages.map(({ uri }) => uri.fsPath);
  try {
    for (let at = 0; at < paths.length; at += batch) {
      const looked = await builtPackages.look(paths.slice(at, at + batch), { signal: patience });
      for (const one of looked) sights.set(one.path, one);
    }
  } catch {
    // The others keep their places by name.
  }
  return sights;
}
