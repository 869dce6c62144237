import { AppError } from '../../core/errors';
import type { Download, PackageStore } from '../../core/ports/packageStore';
import type { DownloadRequest } from '../../core/ports/downloader';
import type { DownloadProgress, ProgressContext } from '../../core/ports/progressContext';
import { isRetryable, retry, transferRetryPolicy, type RetryClock } from '../../core/retry';
import type { PartFile } from './partFile';

/** Where the bytes come from, and how long to wait between the tries. */
export interface DownloadSessionDeps {
  readonly store: Pick<PackageStore, 'download'>;
  readonly pause: RetryClock;
}

/** The object that arrived, as the store told in this run. `crc64` as unsigned decimal. */
export interface Received {
  readonly bytes: number;
  readonly crc64?: string;
}

// Whoever is not connected at all should not have to wait for long to hear it.
const maxFirstTries = 3;

/** One run of a download: fetches what the file lacks, from wherever the last connection left it. */
export class DownloadSession {
  private link: string | undefined;
  private hasReceived = false;
  /** What the store has said in this run of the object that the file is of: nothing else counts in the end. */
  private told: Received | undefined;

  constructor(
    private readonly needs: DownloadSessionDeps,
    private readonly delivery: DownloadRequest,
    private readonly part: PartFile,
    private readonly run: ProgressContext<DownloadProgress>,
  ) {}

  /** Resolves with the object once the file has as many bytes. Throws `AppError`; the file then is as far as it came. */
  async go(): Promise<Received> {
    const { pause } = this.needs;
    const { signal } = this.run;
    this.link = await retry(transferRetryPolicy, pause, () => this.delivery.url(signal), {
      signal,
      maxAttempts: maxFirstTries,
    });
    for (;;) {
      if (this.told && this.part.have === this.told.bytes) return this.told;
      await retry(transferRetryPolicy, pause, () => this.fetchSome(), { signal });
    }
  }

  /** Resolves when more is there than before, or everything: only a try that brought nothing is worth a pause. */
  private async fetchSome(): Promise<void> {
    const before = this.part.have;
    const download = await this.begin();
    // The file was begun anew.
    if (!download) return;
    try {
      await this.take(...download);
    } catch (error) {
      if (!isRetryable(error) || this.part.have <= before) throw error;
    }
  }

  /** An answer, and whether it is of the object that the file is of. */
  private async begin(): Promise<readonly [Download, boolean] | undefined> {
    const { signal } = this.run;
    const isOld = this.link !== undefined;
    this.link ??= await this.delivery.url(signal);
    const { object, have } = this.part;
    // Of what is all there the last byte is asked for: only the store knows whether it still has that object.
    const isRest = object !== undefined && object.etag !== '' && have > 0;
    const rest = isRest ? { ...object, byte: Math.min(have, object.bytes - 1) } : undefined;
    try {
      return [await this.needs.store.download({ url: this.link, range: rest }, { signal }), isRest];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.failure === 'linkRefused') {
        // Links expire, the more so while a connection is lost.
        this.link = undefined;
        if (isOld) return this.begin();
      }
      // What an earlier run left is of another object: there is nothing to mix yet.
      if (error.failure === 'changedInStore' && !this.hasReceived && object) return this.beginAnew();
      throw error;
    }
  }

  private async take(download: Download, isRest: boolean): Promise<void> {
    const { delivery, part, run } = this;
    const { bytes, etag, crc64, from } = download;
    const isMore = isRest && this.isProof(download);
    // One mark with two sizes: nothing that is there, or comes, can be told from the rest of something else.
    const hasTwoSizes = isRest && part.object?.bytes !== bytes;
    if (hasTwoSizes || (!isMore && from > 0)) {
      download.drop();
      return void (await this.beginAnew());
    }
    if (!isMore) await part.begin({ of: delivery.of, etag, bytes });
    this.told = { bytes, ...(crc64 !== undefined && { crc64 }) };
    run.report({ stage: 'receiving', received: part.have, total: bytes });
    let at = from;
    for await (const piece of download.pieces()) {
      // A store that knows no ranges begins at the beginning.
      const known = Math.min(piece.length, Math.max(0, part.have - at));
      at += piece.length;
      if (known === piece.length) continue;
      await part.append(piece.subarray(known));
      this.hasReceived = true;
      run.report({ stage: 'receiving', received: part.have, total: bytes });
    }
  }

  /**
   * Whether the same mark means the same bytes as those that are there: a CRC-64 will tell. Without one it does for a
   * strong mark, and for what came in this run only: a machine that crashed may have lost some of what it had written.
   */
  private isProof({ etag, crc64 }: Download): boolean {
    return crc64 !== undefined || (this.hasReceived && !etag.startsWith('W/'));
  }

  /** Only for what an earlier run left: in this one it could go on for ever. */
  private async beginAnew(): Promise<undefined> {
    if (this.hasReceived)
      throw new AppError('invalidResponse', 'the store tells nothing to go on by after a lost connection');
    await this.part.begin({ of: this.delivery.of, etag: '', bytes: 0 });
  }
}
