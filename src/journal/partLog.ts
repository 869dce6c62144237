import { randomUUID } from 'node:crypto';
import type { CompletedPart, UnfinishedUpload } from '../core/ports/uploadJournal';
import { entryName } from './journalEntry';
import type { AtomicFiles } from '../files/atomicFiles';

/** How the names of such files end. */
export const partLogSuffix = '.parts';

// The whole is noted anew when it has grown by half: three times its size in all, however often a part arrives.
const growth = 0.5;
const minAppended = 8;
// Whoever shares this home from another machine takes for dead what was silent for an hour.
const touchMs = 600_000;

/** What has arrived of an upload since its entry was written, a line a part: `[number, etag, crc64]`. The entry names it. */
export class PartLog {
  readonly id = randomUUID();
  private readonly base: string;
  private readonly known: Map<number, string>;
  private readonly most: number;
  private appended = 0;
  private touchedAt = performance.now();

  /** `written` is what the entry holds. */
  constructor(
    private readonly files: AtomicFiles,
    private readonly entry: string,
    written: UnfinishedUpload,
  ) {
    this.base = baseOf(written);
    this.known = new Map(written.point.arrived.map(({ number, etag }) => [number, etag]));
    this.most = Math.max(minAppended, this.known.size * growth);
  }

  get name(): string {
    return logName(this.entry, this.id);
  }

  /**
   * Takes down what is new; `false` where that is more, or something else, than belongs here: then the entry is to be written.
   * Rejects with the system's error; what was half written is nothing.
   */
  async append(unfinished: UnfinishedUpload): Promise<boolean> {
    const fresh = this.freshOf(unfinished);
    if (!fresh || this.appended + fresh.length > this.most) return false;
    // What a full disk left half written ends with the first line end.
    if (fresh.length > 0) await this.files.append(this.name, `\n${fresh.map(lineOf).join('')}`);
    fresh.forEach(({ number, etag }) => this.known.set(number, etag));
    this.appended += fresh.length;
    if (performance.now() - this.touchedAt > touchMs) await this.touch();
    return true;
  }

  /** `undefined` where more than parts has changed, or one of them has. */
  private freshOf(unfinished: UnfinishedUpload): readonly CompletedPart[] | undefined {
    const { arrived } = unfinished.point;
    const fresh = arrived.filter(({ number }) => !this.known.has(number));
    const isGrown = arrived.length - fresh.length === this.known.size;
    const isSame = arrived.every(({ number, etag }) => (this.known.get(number) ?? etag) === etag);
    return isGrown && isSame && baseOf(unfinished) === this.base ? fresh : undefined;
  }

  private async touch(): Promise<void> {
    this.touchedAt = performance.now();
    await this.files.touch(this.entry);
  }
}

/** The name of a log of an entry's file. */
export function logName(entry: string, id: string): string {
  return `${entry.replace(/\.json$/, '')}.${entryName(id)}${partLogSuffix}`;
}

/** The rows of a log, unchecked, as an entry would have them; lines that are none are left out. */
export function readPartLog(text: string, { partBytes, file }: UnfinishedUpload['point']): readonly object[] {
  return text.split('\n').flatMap((line) => {
    try {
      const [number, etag, crc64] = JSON.parse(line) as readonly [number, unknown, unknown];
      const start = (number - 1) * partBytes;
      return [{ number, etag, crc64, start, end: Math.min(file.bytes, start + partBytes) }];
    } catch {
      return [];
    }
  });
}

function lineOf({ number, etag, crc64 }: CompletedPart): string {
  return `${JSON.stringify([number, etag, crc64])}\n`;
}

function baseOf(unfinished: UnfinishedUpload): string {
  return JSON.stringify({ ...unfinished, point: { ...unfinished.point, arrived: [] } });
}
