import { CosClient } from '../../src/cloud/cos/cosClient';
import { TemClient } from '../../src/cloud/tem/temClient';
import { discardUpload } from '../../src/core/discardUpload';
import type { Reusable } from '../../src/core/delta/deltaPlan';
import type { UploadedPackage, UploadOrder } from '../../src/core/model';
import type { Clock } from '../../src/core/clock';
import type { ProgressContext } from '../../src/core/ports/progressContext';
import type { GrantRequest, Tem } from '../../src/core/ports/tem';
import type { Uploader } from '../../src/core/ports/uploader';
import type { UnfinishedUpload, UploadJournal } from '../../src/core/ports/uploadJournal';
import { uploadPackage, type UploadDeps } from '../../src/core/uploadPackage';
import { packageFile } from '../../src/jar/checkPackageFile';
import { FileUploader, type FileUploaderOptions } from '../../src/transfer/upload/fileUploader';
import { MemoryJournal } from '../fixtures/memoryJournal';
import { noReuse } from '../fixtures/noReuse';
import { applicationId, never, region } from '../unit/cloud/practice';
import type { PackageOnDisk } from './packages';
import { QuickClock } from './quickClock';
import type { Room } from './room';

/** How one try ended. */
export type Ending = { readonly uploaded: UploadedPackage } | { readonly error: unknown };

/**
 * `idleTimeoutMs` and `timeoutMs` as the two clients take them; `rename` changes what later grants are asked for; `reusable` is
 * what the store has of the file already.
 */
export interface TrialOptions {
  readonly idleTimeoutMs?: number;
  readonly timeoutMs?: number;
  readonly journal?: Journal;
  readonly uploader?: FileUploaderOptions;
  readonly reusable?: Reusable;
  readonly acceptsDamage?: boolean;
  readonly rename?: (request: GrantRequest, nth: number) => GrantRequest;
}

type Journal = UploadJournal;

export const packageName = 'orders-1.4.2.jar';

/** One order to upload a package into a room, by the real use case over the real clients, as often as it is tried. */
export class Trial {
  readonly clock = new QuickClock();
  readonly journal: Journal;
  readonly records: UploadedPackage[] = [];
  readonly uploader: FileUploader;
  /** How often the uploader was told that copies are refused. */
  copyRefusals = 0;
  readonly order: UploadOrder;
  private readonly needs: UploadDeps;

  constructor(
    readonly room: Room,
    file: PackageOnDisk,
    version: string,
    options: TrialOptions = {},
  ) {
    const { now, sleep, random } = this.clock;
    const clock: Pick<Clock, 'now'> = this.clock;
    const tem = new TemClient({ clock: { now, sleep, random }, timeoutMs: options.timeoutMs ?? 10_000 });
    const store = new CosClient({ idleTimeoutMs: options.idleTimeoutMs ?? 10_000 });
    this.uploader = new FileUploader(store, { now, sleep, random, ...options.uploader });
    this.journal = options.journal ?? new MemoryJournal();
    this.order = { ...orderOf(file.path, version), ...(options.acceptsDamage && { acceptsDamage: true }) };
    this.needs = {
      connections: { connect: () => Promise.resolve(room.connection) },
      tem: options.rename ? renaming(tem, options.rename) : tem,
      packageFile,
      uploader: options.reusable ? this.copyingFrom(options.reusable) : this.uploader,
      journal: this.journal,
      reuseOf: noReuse,
      records: { of: () => [], add: (one) => Promise.resolve(void this.records.push(one)) },
      clock,
    };
  }

  get key(): string {
    return this.room.keyOf(this.order.versionTemplate, packageName);
  }

  private copyingFrom(reusable: Reusable): Pick<Uploader, 'upload'> {
    const findReusable = (): Promise<Reusable> => Promise.resolve(reusable);
    const onCopyRefused = (): void => void (this.copyRefusals += 1);
    return { upload: (request, run) => this.uploader.upload({ ...request, findReusable, onCopyRefused }, run) };
  }

  /** Tries once; resolves when nothing goes on behind the scenes either. */
  async upload(run: ProgressContext = { signal: never(), report: () => undefined }): Promise<Ending> {
    const ending = await uploadPackage(this.needs, this.order, run).then(
      (uploaded): Ending => ({ uploaded }),
      (error: unknown): Ending => ({ error }),
    );
    await this.uploader.settled();
    return ending;
  }

  /** What the journal holds of it. */
  left(): Promise<UnfinishedUpload | undefined> {
    return this.journal.find(this.order.id);
  }

  /** Discards what the journal holds. */
  async discard(): Promise<void> {
    const left = await this.left();
    if (!left) return;
    await discardUpload({ ...this.needs, uploader: this.uploader }, left, never());
  }
}

/** The order to upload the file at `path` as `version` of the application that the tests use. */
export function orderOf(path: string, version: string): UploadOrder {
  const target = { accountId: 'a', region, applicationId, applicationName: 'orders' };
  return { id: version, target, path, packageName, versionTemplate: version };
}

function renaming(tem: TemClient, rename: NonNullable<TrialOptions['rename']>): Pick<Tem, 'createUploadGrant'> {
  let asked = 0;
  return {
    createUploadGrant: (request, options) => tem.createUploadGrant(rename(request, ++asked), options),
  };
}
