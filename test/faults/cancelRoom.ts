import { rm } from 'node:fs/promises';
import { CosClient } from '../../src/cloud/cos/cosClient';
import { CosReader } from '../../src/cloud/cos/cosReader';
import { TemClient } from '../../src/cloud/tem/temClient';
import type { Reusable } from '../../src/core/delta/deltaPlan';
import { discardUpload } from '../../src/core/discardUpload';
import { downloadLink } from '../../src/core/downloadLink';
import { downloadPackage } from '../../src/core/downloadPackage';
import type { Uploader } from '../../src/core/ports/uploader';
import type { UploadDeps } from '../../src/core/uploadPackage';
import { uploadPackage } from '../../src/core/uploadPackage';
import { FileDownloader } from '../../src/transfer/download/fileDownloader';
import { packageFile } from '../../src/jar/checkPackageFile';
import { FileUploader } from '../../src/transfer/upload/fileUploader';
import { ConnectionLimiter } from '../../src/transfer/upload/connectionLimiter';
import { StoredObject } from '../../src/sandbox/cos/store';
import { MemoryJournal } from '../fixtures/memoryJournal';
import { noReuse } from '../fixtures/noReuse';
import { applicationId, never, region } from '../unit/cloud/practice';
import type { PackageOnDisk } from './packages';
import type { Room } from './room';
import type { Stuck } from './stuck';
import { orderOf, packageName } from './trial';

/** A clock on which no time passes until it is told to. */
class StillClock {
  private isRunning = false;
  private waiting: (() => void)[] = [];

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (ms === 0 || this.isRunning) return new Promise((resolve) => setImmediate(resolve));
    return new Promise((resolve, reject) => {
      this.waiting.push(resolve);
      signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
    });
  };

  go(): void {
    this.isRunning = true;
    this.waiting.forEach((resolve) => resolve());
  }
}

const random = (): number => 0;

// Of the package there are some 4 MiB more, which are worth copying.
const differing = Math.round(1.05 * 1024 * 1024);

/** Everything that a person can start and stop, of which one call gets stuck. */
export class CancelRoom {
  readonly clock = new StillClock();
  readonly journal = new MemoryJournal();
  readonly uploader: FileUploader;
  private readonly needs: UploadDeps & { readonly uploader: FileUploader };
  private readonly downloader: FileDownloader;
  private reusable: Reusable | undefined;
  private readonly order: ReturnType<typeof orderOf>;

  constructor(
    private readonly room: Room,
    private readonly file: PackageOnDisk,
    private readonly version: string,
    stuck: Stuck,
  ) {
    const { sleep } = this.clock;
    const limiter = new ConnectionLimiter(undefined, { initial: 1, max: 1 });
    this.uploader = new FileUploader(stuck.port('store', new CosClient()), { sleep, random, limiter });
    this.order = orderOf(file.path, version);
    this.needs = {
      connections: stuck.port('accounts', { connect: () => Promise.resolve(room.connection) }),
      tem: stuck.port('tem', new TemClient({ clock: { sleep, random } })),
      packageFile: stuck.port('packageFile', packageFile),
      uploader: this.uploader,
      journal: stuck.port('journal', this.journal),
      reuseOf: noReuse,
      records: { ...stuck.port('records', { add: () => Promise.resolve() }), of: () => [] },
      clock: Date,
    };
    this.downloader = new FileDownloader({
      store: stuck.port('packages', new CosReader()),
      notesFolder: this.notesFolder,
      clock: { sleep, random },
    });
  }

  get key(): string {
    return this.room.keyOf(this.version, packageName);
  }

  upload(signal: AbortSignal): Promise<unknown> {
    const findReusable = () => Promise.resolve(this.reusable);
    const uploader: Pick<Uploader, 'upload'> = {
      upload: (request, run) => this.uploader.upload({ ...request, findReusable }, run),
    };
    return uploadPackage({ ...this.needs, uploader }, this.order, { signal, report: () => undefined });
  }

  async discard(signal: AbortSignal): Promise<void> {
    const left = this.journal.entries.get(this.order.id);
    if (left) await discardUpload(this.needs, left, signal);
  }

  link(signal: AbortSignal): Promise<string> {
    return downloadLink(this.needs as never, this.address, { signal });
  }

  async download(signal: AbortSignal): Promise<void> {
    const needs = { ...(this.needs as never as Parameters<typeof downloadPackage>[0]), downloader: this.downloader };
    const place = await this.downloader.lookAt(this.target);
    await downloadPackage(needs, this.address, place, { signal, report: () => undefined });
  }

  /** Stores the package as an earlier upload did. */
  async store(): Promise<void> {
    await this.upload(never());
  }

  /** Puts a package into the store that differs in the beginning alone, to be copied from. */
  putBase(): Promise<void> {
    const { room, file } = this;
    const bytes = Buffer.concat([Buffer.alloc(differing), file.bytes.subarray(differing)]);
    const etag = '"base"';
    room.sandbox.store.put(
      new StoredObject(room.bucket, this.baseKey, [bytes], bytes.length, etag, '9', 'x/y', Date.now()),
    );
    room.sandbox.conditions.policy.copying = 'application';
    const base = { bucket: room.bucket, region, key: this.baseKey, etag, bytes: bytes.length };
    this.reusable = { base, ranges: [{ start: differing, end: bytes.length, baseStart: differing }] };
    return Promise.resolve();
  }

  /** Has an upload stop with two parts of four. */
  async stopHalfWay(): Promise<void> {
    const effect = { type: 'status', status: 402, code: 'PaymentRequired' } as const;
    this.room.sandbox.conditions.faults = [{ kind: 'UploadPart', nth: 3, times: Infinity, effect }];
    await this.upload(never()).catch(() => undefined);
    this.room.sandbox.conditions.faults = [];
  }

  /** What lies in the store under this key that the journal does not know of. */
  unknown(): string | undefined {
    const { store } = this.room.sandbox;
    const known = [...this.journal.entries.values(), ...this.journal.drops].map(
      ({ checkpoint }) => checkpoint.uploadId,
    );
    if (known.includes('')) return undefined;
    const lost = store.uploads.find(({ id, key }) => key === this.key && !known.includes(id));
    if (lost) return 'a multipart upload';
    return store.get(this.room.bucket, this.key) && known.length === 0 ? 'an object' : undefined;
  }

  async end(): Promise<void> {
    this.room.clear([this.key, this.baseKey]);
    for (const path of [this.target, `${this.target}.part`, this.notesFolder])
      await rm(path, { force: true, recursive: true });
  }

  private get baseKey(): string {
    return this.room.keyOf('v0', packageName);
  }

  private get notesFolder(): string {
    return `${this.file.path}.downloads`;
  }

  private get target(): string {
    return `${this.file.path}.${this.version}.downloaded`;
  }

  private get address() {
    return { accountId: 'a', region, applicationId, packageName, version: this.version };
  }
}
