import type { BuiltPackages } from '../ports/builtPackages';
import type { CallOptions } from '../ports/tem';
import type { PlaceFinding } from './finding';

/** Lists what the folder of a package's build says against it: another one is meant, or it is older than its sources. */
export async function buildFindings(
  built: BuiltPackages,
  path: string,
  options: CallOptions,
): Promise<readonly PlaceFinding[]> {
  const [[own], meant, newer] = await Promise.all([
    built.look([path], options),
    built.findMeant(path, options),
    built.findNewerSource(path, options),
  ]);
  const role = own?.role ?? 'application';
  // That a JAR of classes does not start is found in it: only another one that does would help.
  const isMeant = role === 'application' || (role === 'library' && !meant);
  return [
    ...(isMeant ? [] : [{ kind: 'notMeant', role, ...(meant && { meant: meant.path }) } as const]),
    ...(newer ? [{ kind: 'stale', ...newer } as const] : []),
  ];
}
