import type { Clock } from '../clock';
import type { PackageAddress } from '../downloadLink';
import type { KnownPackage } from '../knownPackages';
import type { Target, UploadedPackage, UploadOrder } from '../model';
import type { KnownObject } from '../openStoredPackage';
import { withPatience } from '../packageCheck/withPatience';
import type { ArchiveRanges, KeptDirectory } from '../ports/archiveRanges';
import type { CopyRefusals } from '../ports/copyRefusals';
import type { KeptDirectories } from '../ports/keptDirectories';
import type { ByteSource } from '../ports/packageReader';
import type { StoredSource } from '../ports/packageStore';
import type { CallOptions } from '../ports/tem';
import type { UploadRecords } from '../ports/uploadRecords';
import { raceAbort } from '../raceAbort';
import { chooseBase, minBaseBytes, type BaseCandidate } from './chooseBase';
import type { CopyBase, Reusable } from './deltaPlan';

/** The collaborators that find what of a package COS has already. */
export interface PackageReuseDeps {
  readonly archives: ArchiveRanges;
  readonly kept: KeptDirectories;
  readonly refusals: CopyRefusals;
  readonly records: Pick<UploadRecords, 'of'>;
  /** Lists the packages of an application that COS has, newest first; `packageName` is the one that goes there. */
  readonly packages: (
    place: Target & { readonly packageName: string },
    options: CallOptions,
  ) => Promise<{ readonly packages: readonly Pick<KnownPackage, 'stored'>[] }>;
  readonly openStored: (address: PackageAddress, known: KnownObject, options: CallOptions) => Promise<StoredSource>;
  /** Tells whether a person wants packages to be copied from. */
  readonly isOn: () => boolean;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** A search for the bytes of one package that COS has already. */
export interface Reuse {
  /** Begins to read the directory of the file, which stays open until it is sent; what fails there is nobody's concern. */
  look(file: ByteSource): void;
  /** As `UploadRequest.findReusable`. */
  find(file: ByteSource, options: CallOptions): Promise<Reusable | undefined>;
  /** Tells whether COS may be asked to copy now: a person wants it, and nothing is known of a refusal. */
  mayCopy(): boolean;
  /** Remembers that COS refused to copy. */
  recordRefusal(): void;
  /** Keeps the directory of the package, to copy from it the next time. Never rejects; nobody has to wait for it. */
  keep(uploaded: UploadedPackage): Promise<void>;
}

/** Begins the search for the package of an upload. */
export type ReuseOf = (order: Pick<UploadOrder, 'target' | 'packageName'>) => Reuse;

interface Base {
  readonly object: CopyBase;
  readonly directory: KeptDirectory;
}

// Nobody should have to wait for what may save time: a new base takes two or three requests.
const patienceMs = 3000;

/** Binds the search for what COS has already to whom it asks. */
export function packageReuse(deps: PackageReuseDeps): ReuseOf {
  return (order) => new PackageReuse(deps, order);
}

/** The search by the newest stored package of the name, as far as two directories tell. */
class PackageReuse implements Reuse {
  private directory: Promise<KeptDirectory> | undefined;

  constructor(
    private readonly deps: PackageReuseDeps,
    private readonly order: Pick<UploadOrder, 'target' | 'packageName'>,
  ) {}

  look(file: ByteSource): void {
    if (file.bytes < minBaseBytes) return;
    this.directory = this.deps.archives.readDirectory(file);
    this.directory.catch(() => undefined);
  }

  async find(file: ByteSource, options: CallOptions): Promise<Reusable | undefined> {
    const { clock } = this.deps;
    try {
      const directory = this.directory;
      if (!directory || !this.mayCopy()) return undefined;
      const search = (signal: AbortSignal) => raceAbort(signal, this.search(file, directory, { signal }));
      return await withPatience({ clock, ms: patienceMs }, search, options);
    } catch {
      return undefined;
    }
  }

  mayCopy(): boolean {
    const { isOn, refusals } = this.deps;
    try {
      return isOn() && !refusals.isRefused(this.order.target);
    } catch {
      return false;
    }
  }

  recordRefusal(): void {
    void this.deps.refusals.record(this.order.target).catch(() => undefined);
  }

  async keep({ bucket, key, etag }: UploadedPackage): Promise<void> {
    try {
      const directory = await this.directory;
      if (directory && etag) await this.deps.kept.keep({ place: { bucket, key }, etag, directory });
    } catch {
      // It is read from COS then.
    }
  }

  private async search(
    file: ByteSource,
    directory: Promise<KeptDirectory>,
    options: CallOptions,
  ): Promise<Reusable | undefined> {
    const base = await this.base(options);
    if (!base) return undefined;
    const ranges = await this.deps.archives.equalRanges(file, await directory, base.directory);
    return ranges.length > 0 ? { base: base.object, ranges } : undefined;
  }

  /** Finds the package to copy from, and its directory: without any request where this machine has uploaded it. */
  private async base(options: CallOptions): Promise<Base | undefined> {
    const { kept } = this.deps;
    const { target, packageName } = this.order;
    const found: BaseCandidate | undefined =
      chooseBase(packageName, this.deps.records.of(target)) ?? chooseBase(packageName, await this.stored(options));
    if (!found) return undefined;
    const { bucket, key, etag } = found;
    const directory = etag && (await kept.find({ bucket, key }, etag));
    if (!etag || !directory) return this.open(found, options);
    return { object: { bucket, region: target.region, key, etag, bytes: directory.packageBytes }, directory };
  }

  /** Lists the packages of the application that COS has, newest first; the check of a package asks for the same list. */
  private async stored(options: CallOptions): Promise<readonly BaseCandidate[]> {
    const { target, packageName } = this.order;
    const { packages } = await this.deps.packages({ ...target, packageName }, options);
    return packages.flatMap(({ stored }) => stored ?? []);
  }

  /** Reads the directory of a stored package by ranges. */
  private async open({ packageName, version, ...stored }: BaseCandidate, options: CallOptions): Promise<Base> {
    const { archives, openStored } = this.deps;
    const address = { ...this.order.target, packageName, version };
    const source = await openStored(address, { stored }, options);
    return { object: source.object, directory: await archives.readDirectory(source) };
  }
}
