import { AppError } from '../../core/errors';
import type { DownloadRequest } from '../../core/ports/downloader';
import type { Log } from '../../core/ports/log';
import type { Download, DownloadRange, PackageStore } from '../../core/ports/packageStore';
import type { DownloadProgress, ProgressContext } from '../../core/ports/progressContext';
import { isRetryable, retry, transferRetryPolicy, type RetryClock } from '../../core/retry';
import type { PartFile } from './partFile';

/** The source of the bytes, and the clock of the delays between attempts. */
export interface DownloadSessionDeps {
  readonly store: Pick<PackageStore, 'download'>;
  readonly clock: RetryClock;
  readonly log: Pick<Log, 'debug'>;
}

/** The downloaded object, as COS reported it in this run. `crc64` as unsigned decimal. */
export interface ReportedObject {
  readonly bytes: number;
  readonly crc64?: string;
}

// A person who is not connected at all should not have to wait for long to hear it.
const maxFirstAttempts = 3;

/** One run of a download: fetches the missing bytes, and resumes after a lost connection. */
export class DownloadSession {
  private url: string | undefined;
  private hasReceived = false;
  /** The object in the file as COS reported it in this run: nothing else counts in the end. */
  private reported: ReportedObject | undefined;

  constructor(
    private readonly deps: DownloadSessionDeps,
    private readonly request: DownloadRequest,
    private readonly part: PartFile,
    private readonly context: ProgressContext<DownloadProgress>,
  ) {}

  /** Fetches until the file has all bytes of the object. Throws `AppError`; the file then keeps what has arrived. */
  async run(): Promise<ReportedObject> {
    const { clock, log } = this.deps;
    const { signal } = this.context;
    const options = { signal, log };
    const firstUrl = () => this.request.url(signal);
    this.url = await retry(transferRetryPolicy, clock, firstUrl, { ...options, maxAttempts: maxFirstAttempts });
    for (;;) {
      if (this.reported && this.part.storedBytes === this.reported.bytes) return this.reported;
      await retry(transferRetryPolicy, clock, () => this.fetchMore(), options);
    }
  }

  /** Resolves when the file has more than before, or everything: only an attempt that brought nothing needs a delay. */
  private async fetchMore(): Promise<void> {
    const before = this.part.storedBytes;
    const response = await this.startResponse();
    // The file was emptied.
    if (!response) return;
    try {
      await this.append(response);
    } catch (error) {
      if (!isRetryable(error) || this.part.storedBytes <= before) throw error;
    }
  }

  /** Requests what is missing; `isRange` is whether a range of the object in the file was requested. */
  private async startResponse(): Promise<{ readonly download: Download; readonly isRange: boolean } | undefined> {
    const { signal } = this.context;
    const isOldUrl = this.url !== undefined;
    const url = (this.url ??= await this.request.url(signal));
    const range = this.missingRange();
    try {
      const download = await this.deps.store.download({ url, range }, { signal });
      return { download, isRange: range !== undefined };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.failure === 'linkRefused') {
        // URLs expire, the more so while a connection is lost.
        this.url = undefined;
        if (isOldUrl) return this.startResponse();
      }
      // What an earlier run left is of another object: there is nothing to mix yet.
      if (error.failure === 'changedInStore' && !this.hasReceived && this.part.object) return this.restart();
      throw error;
    }
  }

  /** Of a complete file the last byte: only COS knows whether it still has that object. */
  private missingRange(): DownloadRange | undefined {
    const { object, storedBytes } = this.part;
    if (!object || object.etag === '' || storedBytes === 0) return undefined;
    return { ...object, byte: Math.min(storedBytes, object.bytes - 1) };
  }

  private async append({
    download,
    isRange,
  }: {
    readonly download: Download;
    readonly isRange: boolean;
  }): Promise<void> {
    const { request, part, context } = this;
    const { bytes, etag, crc64, from } = download;
    const isSameObject = isRange && this.isProof(download);
    // One ETag with two sizes: nothing that is there, or comes, can be told from the rest of another object.
    const hasTwoSizes = isRange && part.object?.bytes !== bytes;
    if (hasTwoSizes || (!isSameObject && from > 0)) {
      download.drop();
      return void (await this.restart());
    }
    if (!isSameObject) await part.begin({ of: request.of, etag, bytes });
    this.reported = { bytes, ...(crc64 !== undefined && { crc64 }) };
    context.report({ stage: 'receiving', received: part.storedBytes, total: bytes });
    let at = from;
    for await (const piece of download.pieces()) {
      // Where ranges are not known the response starts at 0.
      const known = Math.min(piece.length, Math.max(0, part.storedBytes - at));
      at += piece.length;
      if (known === piece.length) continue;
      await part.append(piece.subarray(known));
      this.hasReceived = true;
      context.report({ stage: 'receiving', received: part.storedBytes, total: bytes });
    }
  }

  /**
   * Tells whether the same ETag proves the same bytes as those in the file: with a CRC-64, which will tell in the end; without one only
   * a strong ETag, and only of bytes from this run: a machine that crashed may have lost some of what it had written.
   */
  private isProof({ etag, crc64 }: Download): boolean {
    return crc64 !== undefined || (this.hasReceived && !etag.startsWith('W/'));
  }

  /** Empties a file from an earlier run; throws in a run that has received, which could restart for ever. */
  private async restart(): Promise<undefined> {
    if (this.hasReceived) {
      throw new AppError('invalidResponse', 'COS returned nothing to resume from after a lost connection');
    }
    await this.part.begin({ of: this.request.of, etag: '', bytes: 0 });
  }
}
