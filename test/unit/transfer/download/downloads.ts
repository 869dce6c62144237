import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CosReader } from '../../../../src/cloud/cos/cosReader';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import { downloadPackage } from '../../../../src/core/downloadPackage';
import type { DownloadResult, DownloadTarget } from '../../../../src/core/ports/downloader';
import type { DownloadProgress } from '../../../../src/core/ports/progressContext';
import type { Disk } from '../../../../src/transfer/download/disk';
import type { FilePort } from '../../../../src/files/filePort';
import { FileDownloader } from '../../../../src/transfer/download/fileDownloader';
import { seededBytes } from '../../../fixtures/seededBytes';
import { storeObject } from '../../../fixtures/storeObject';
import { applicationId, never, region, startPractice, type Practice } from '../../cloud/practice';
import { TemporaryFiles } from '../upload/temporaryFiles';

const noWait = { sleep: () => Promise.resolve() };

/** How to download, where not as usual. */
export interface DownloadOptions {
  readonly version?: string;
  readonly signal?: AbortSignal;
  readonly onReport?: (progress: DownloadProgress) => void;
  /** As it was when a person chose it, where that was not just now. */
  readonly place?: DownloadTarget;
}

/** A sandbox with one package in it, a folder to download to, and one for the notes. */
export class Downloads {
  readonly packageName = 'orders-2.0.0.jar';
  readonly bytes = seededBytes(5, 1_500_000);

  private constructor(
    readonly practice: Practice,
    private readonly target: TemporaryFiles,
    private readonly notes: TemporaryFiles,
  ) {}

  static async start(): Promise<Downloads> {
    const [practice, target, notes] = await Promise.all([
      startPractice({ conditions: { requestsPerSecond: 0 } }),
      TemporaryFiles.create(),
      TemporaryFiles.create(),
    ]);
    const all = new Downloads(practice, target, notes);
    storeObject(practice.sandbox, 'v1', all.packageName, all.bytes);
    return all;
  }

  get folder(): string {
    return this.target.folder;
  }

  get notesFolder(): string {
    return join(this.notes.folder, 'downloads');
  }

  get path(): string {
    return join(this.folder, this.packageName);
  }

  downloader(disk?: Disk, notesPort?: FilePort): FileDownloader {
    const store = new CosReader({ idleTimeoutMs: 5000 });
    const hooks = { ...(disk && { disk }), ...(notesPort && { notesPort }) };
    return new FileDownloader({ store, notesFolder: this.notesFolder, clock: noWait, ...hooks });
  }

  async download(downloader: FileDownloader, options: DownloadOptions = {}): Promise<DownloadResult> {
    const { version = 'v1', signal = never(), onReport = () => undefined } = options;
    const connections = { connect: () => Promise.resolve(this.practice.connection) };
    const address = { accountId: 'a', region, applicationId, packageName: this.packageName, version };
    const place = options.place ?? (await downloader.lookAt(this.path));
    const needs = { connections, tem: new TemClient({ clock: noWait }), downloader };
    return downloadPackage(needs, address, place, { signal, report: onReport });
  }

  /** Leaves something, and not all, of the package, as Cancel does; resolves once it is left. */
  async stopHalfWay(downloader: FileDownloader): Promise<void> {
    const stop = new AbortController();
    const onReport = (progress: DownloadProgress): void => {
      if (progress.stage === 'receiving' && progress.received > 300_000) stop.abort();
    };
    const failed = await this.download(downloader, { signal: stop.signal, onReport }).then(
      () => false,
      () => true,
    );
    if (!failed) throw new Error('nothing was left');
    // Whoever cancelled does not wait for the disk.
    while ((await this.noted()).some((text) => text.includes(`"owner":${process.pid}`))) await stat(this.folder);
  }

  private async noted(): Promise<readonly string[]> {
    const names = await readdir(this.notesFolder);
    return Promise.all(names.map((name) => readFile(join(this.notesFolder, name), 'utf8').catch(() => '')));
  }

  async stop(): Promise<void> {
    await this.practice.sandbox.stop();
    await this.target.remove();
    await this.notes.remove();
  }
}
