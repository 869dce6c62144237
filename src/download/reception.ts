import { AppError } from '../core/errors';
import type { Download, PackageStore } from '../core/ports/packageStore';
import type { Delivery } from '../core/ports/receiver';
import type { DownloadProgress, Run } from '../core/ports/run';
import { mayPass, retry, type Pause } from '../upload/retry';
import type { PartFile } from './partFile';
import type { PartNote } from './partNote';

/** Where the bytes come from, and how long to wait between the tries. */
export interface ReceptionNeeds {
  readonly store: Pick<PackageStore, 'download'>;
  readonly pause: Pause;
}

// Whoever is not connected at all should not have to wait for long to hear it.
const mostFirstTries = 3;

/** One run of a download: fetches what the file lacks, from wherever the last connection left it. */
export class Reception {
  private link: string | undefined;
  private hasReceived = false;
  /** The store has said in this run that the file is of the object it has. */
  private isKnown = false;

  constructor(
    private readonly needs: ReceptionNeeds,
    private readonly delivery: Delivery,
    private readonly part: PartFile,
    private readonly run: Run<DownloadProgress>,
  ) {}

  /** Resolves with the object once the file has as many bytes. Throws `AppError`; the file then is as far as it came. */
  async go(): Promise<PartNote> {
    const { pause } = this.needs;
    const { signal } = this.run;
    this.link = await retry(pause, signal, () => this.delivery.url(signal), mostFirstTries);
    for (;;) {
      const { note, have } = this.part;
      if (this.isKnown && note && have === note.bytes) return note;
      await retry(pause, signal, () => this.fetchSome());
    }
  }

  /** Resolves when more is there than before, or everything: only a try that brought nothing is worth a pause. */
  private async fetchSome(): Promise<void> {
    const before = this.part.have;
    const download = await this.begin();
    // The file was begun anew.
    if (!download) return;
    try {
      await this.take(download);
    } catch (error) {
      if (!mayPass(error) || this.part.have <= before) throw error;
    }
  }

  private async begin(): Promise<Download | undefined> {
    const { signal } = this.run;
    const isOld = this.link !== undefined;
    this.link ??= await this.delivery.url(signal);
    const { note, have } = this.part;
    // Of what is all there the last byte is asked for: only the store knows whether it still has that object.
    const byte = note && have === note.bytes ? Math.max(0, have - 1) : have;
    try {
      return await this.needs.store.download(this.link, { byte, ...(note?.etag && { etag: note.etag }) }, signal);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.failure === 'linkRefused') {
        // Links expire, the more so while a connection is lost.
        this.link = undefined;
        if (isOld) return this.begin();
      }
      // What an earlier run left is of another object: there is nothing to mix yet.
      if (error.failure === 'changedInStore' && !this.hasReceived && note) {
        await this.part.begin({ ...note, etag: '' });
        return undefined;
      }
      throw error;
    }
  }

  private async take(download: Download): Promise<void> {
    const { delivery, part, run } = this;
    const { bytes, etag, crc64, from } = download;
    const isSame = part.note !== undefined && part.note.etag !== '' && part.note.etag === etag;
    if (!isSame) await part.begin({ of: delivery.of, etag, bytes, ...(crc64 !== undefined && { crc64 }) });
    else if (part.note?.bytes !== bytes) throw new AppError('garbled', 'the store tells two sizes of one object');
    this.isKnown = true;
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
}
