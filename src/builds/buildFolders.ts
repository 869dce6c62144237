import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Clock } from '../core/clock';
import type { BuiltPackage, BuiltPackages, NewerSource } from '../core/ports/builtPackages';
import type { PackageReader } from '../core/ports/packageReader';
import type { CallOptions } from '../core/ports/tem';
import { raceAbort } from '../core/raceAbort';
import { baseName, classifierBehind } from '../core/baseName';
import { foldersOfBuild, packageNames, quarkusRunOf } from './buildPlaces';
import { findNewerSource } from './findNewerSource';
import { roleOf } from './roleOf';
import { SeenPackages, type SeenPackage } from './seenPackages';

/** Dependencies of looking at what builds leave. */
export interface BuildFoldersDeps {
  readonly reader: Pick<PackageReader, 'glance' | 'withFile'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** The folders in which builds leave packages, on this machine's disk. */
export class BuildFolders implements BuiltPackages {
  private readonly packages: SeenPackages;

  constructor(private readonly deps: BuildFoldersDeps) {
    this.packages = new SeenPackages(deps.reader);
  }

  async look(paths: readonly string[], { signal }: CallOptions): Promise<readonly BuiltPackage[]> {
    const looked = await raceAbort(signal, Promise.all(paths.map((path) => this.lookAt(path, signal))));
    return looked.filter((one) => one !== undefined);
  }

  async findMeant(path: string, options: CallOptions): Promise<BuiltPackage | undefined> {
    const [own] = await this.look([path], options);
    if (!own || own.role === 'application') return undefined;
    const name = basename(path);
    const folders = foldersOfBuild(path).map(async (folder) =>
      (await packageNames(folder, (other) => closeness(other, name) > 0)).map((other) => join(folder, other)),
    );
    const candidates = await this.look((await Promise.all(folders)).flat(), options);
    const [meant] = candidates
      .filter((one) => one.role === 'application' && one.kind !== undefined && one.path !== path)
      .sort(
        (a, b) => closeness(basename(b.path), name) - closeness(basename(a.path), name) || b.modifiedAt - a.modifiedAt,
      );
    return meant;
  }

  async findNewerSource(path: string, { signal }: CallOptions): Promise<NewerSource | undefined> {
    return findNewerSource(this.deps.clock, path, { signal });
  }

  private async lookAt(path: string, signal: AbortSignal): Promise<BuiltPackage | undefined> {
    const own = await this.packages.see(path, signal);
    if (!own) return undefined;
    const beside = await this.beside(path, signal);
    const isQuarkus = await isOfQuarkus(own, beside);
    const role = roleOf(own, beside, isQuarkus);
    const startsNone = isQuarkus && role === 'thin' && beside.every(({ glance }) => glance?.role !== 'application');
    const { bytes, modifiedAt, glance } = own;
    return {
      path,
      bytes,
      modifiedAt,
      role,
      ...(glance && { kind: glance.kind }),
      ...(startsNone && { isOfFastJar: true }),
    };
  }

  /** Looks at the packages of the same folder whose names begin alike. */
  private async beside(path: string, signal: AbortSignal): Promise<readonly SeenPackage[]> {
    const own = basename(path);
    const base = baseName(own);
    const names = await packageNames(
      dirname(path),
      (name) => name !== own && (baseName(name) === base || classifierBehind(name, own) !== undefined),
    );
    const seen = await Promise.all(names.map((name) => this.packages.see(join(dirname(path), name), signal)));
    return seen.filter((one) => one !== undefined);
  }
}

/** Rates how close the name of a package is to that of another of its build; 0 where it is of another one. */
function closeness(name: string, own: string): number {
  const base = baseName(own);
  const sameEnding = extname(name).toLowerCase() === extname(own).toLowerCase() ? 1 : 0;
  if (own === 'quarkus-run.jar') return 1 + sameEnding;
  if (baseName(name) === base) return 3 + sameEnding;
  // A classifier that somebody chose is one word; with more, or numbers, it is more likely another artifact.
  return /^[a-z]{1,40}$/i.test(classifierBehind(name, base) ?? '') ? 1 + sameEnding : 0;
}

async function isOfQuarkus(own: SeenPackage, beside: readonly SeenPackage[]): Promise<boolean> {
  if (own.glance?.role === 'application') return false;
  if ([own, ...beside].some(({ glance }) => glance?.mainClass?.startsWith('io.quarkus.'))) return true;
  return stat(quarkusRunOf(own.path)).then(
    (found) => found.isFile(),
    () => false,
  );
}
