import { basename } from 'node:path';
import type { Catalog } from '../../browse/catalog';
import { RequestCache } from '../../browse/requestCache';
import type { PackageAddress } from '../../core/downloadLink';
import type { KnownPackage } from '../../core/knownPackages';
import type { Target } from '../../core/model';
import { checkPackage, type CheckPackageDeps, type CheckPlace } from '../../core/packageCheck/checkPackage';
import type { CheckReport } from '../../core/packageCheck/checkReport';
import { readPlace, type ListedPlace, type ReadPlaceDeps } from '../../core/packageCheck/readPlace';
import type { PackageReader } from '../../core/ports/packageReader';
import type { CallOptions } from '../../core/ports/tem';
import { placeKey } from '../../core/place';

/** The collaborators of the checks of a window. */
export interface PackageChecksDeps
  extends Pick<CheckPackageDeps, 'builtPackages' | 'clock'>, Omit<ReadPlaceDeps, 'list'> {
  readonly reader: Pick<PackageReader, 'check' | 'compare' | 'verify' | 'withFile'>;
  readonly catalog: Pick<Catalog, 'peek' | 'reload' | 'environments' | 'packages'>;
  /** Opens a package in COS, to be read by ranges. */
  readonly openStored: (
    address: PackageAddress,
    known: Pick<KnownPackage, 'stored' | 'uploaded'>,
    options: CallOptions,
  ) => Promise<Parameters<PackageReader['check']>[0]>;
}

/** The check of a file; `isWhole`: all of its bytes are read, which an upload does by itself. */
export interface FileCheckOptions extends CallOptions {
  readonly isWhole?: boolean;
}

/** Checks packages of this machine and in COS. Both throw what reading the package throws, and `cancelled`. */
export interface PackageChecks {
  file(path: string, place: CheckPlace | undefined, options: FileCheckOptions): Promise<CheckReport>;
  stored(
    address: PackageAddress,
    known: Pick<KnownPackage, 'stored' | 'uploaded'>,
    options: CallOptions & { readonly place: CheckPlace },
  ): Promise<CheckReport>;
}

/** Binds the checks to whom they ask; several that run at once share each question about a place. */
export function packageChecks(deps: PackageChecksDeps): PackageChecks {
  const { reader, catalog, openStored } = deps;
  const pending = new RequestCache();
  const list = async (target: Target, options: CallOptions): Promise<ListedPlace> => {
    const application = catalog.peek(target) ?? (await catalog.reload(target, options));
    if (application.versions.length === 0) return { deployMode: application.deployMode, environments: [] };
    const kinds = await catalog.environments(target, options).catch((error: unknown) => {
      if (options.signal.aborted) throw error;
      return [];
    });
    return {
      deployMode: application.deployMode,
      environments: application.versions.map(({ environmentId: id, environmentName: name, versionName: version }) => ({
        id,
        name,
        version,
        kind: kinds.find((one) => one.id === id)?.kind ?? 'other',
      })),
    };
  };
  const checkDeps: CheckPackageDeps = {
    ...deps,
    readPlace: (target, options) => {
      const key = placeKey(target);
      const reading = pending.get(key, (inner) => readPlace({ ...deps, list }, target, inner), options);
      // Whoever has changed something there checks again.
      return reading.finally(() => pending.invalidate(key));
    },
    packages: async (place, options) => (await catalog.packages(place, options, place.packageName)).packages,
  };
  return {
    file: (path, place, { signal, isWhole = false }) =>
      reader.withFile(path, (source) => {
        const request = { packageName: basename(path), source, path, isWhole, ...(place && { place }) };
        // Node takes the listeners of many files that are checked by one signal for a leak.
        return checkPackage(checkDeps, request, { signal: AbortSignal.any([signal]) });
      }),
    stored: async (address, known, { place, signal }) => {
      const source = await openStored(address, known, { signal });
      return checkPackage(checkDeps, { packageName: address.packageName, source, place }, { signal });
    },
  };
}
