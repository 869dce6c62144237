import { randomUUID } from 'node:crypto';
import type { DeltaPlan } from '../core/delta/deltaPlan';
import type { CompletedPart, UnfinishedUpload } from '../core/ports/uploadJournal';
import { entryName } from './journalEntry';
import type { AtomicFiles } from '../files/atomicFiles';
import { rangeOfPart } from './readUnfinished';

/** The end of the names of logs. */
export const partLogSuffix = '.parts';

// The whole is written anew when it has grown by half: three times its size in all, however many parts there are.
const growth = 0.5;
const minAppended = 8;
// Another machine that shares this home takes for dead a process that was silent for an hour.
const touchMs = 600_000;

/**
 * The parts of an upload completed since its entry was written, a line each: `[number, etag, crc64]`, then 1 for a copied one. The
 * entry names the log.
 */
export class PartLog {
  readonly id = randomUUID();
  private readonly base: string;
  private readonly delta: DeltaPlan | undefined;
  private readonly known: Map<number, string>;
  private readonly maxAppended: number;
  private appended = 0;
  private touchedAt = performance.now();

  /** `written` is the state in the entry. */
  constructor(
    private readonly files: AtomicFiles,
    private readonly entry: string,
    written: UnfinishedUpload,
  ) {
    this.base = baseOf(written);
    this.delta = written.checkpoint.delta;
    this.known = new Map(written.checkpoint.completedParts.map(({ number, etag }) => [number, etag]));
    this.maxAppended = Math.max(minAppended, this.known.size * growth);
  }

  get name(): string {
    return logName(this.entry, this.id);
  }

  /**
   * Appends new parts; `false` where there are too many, or more than parts has changed: then the entry must be written. Rejects
   * with the system's error; a half-written line counts as none.
   */
  async append(unfinished: UnfinishedUpload): Promise<boolean> {
    const fresh = this.freshOf(unfinished);
    if (!fresh || this.appended + fresh.length > this.maxAppended) return false;
    // What a full disk left half written ends with the first line end.
    if (fresh.length > 0) await this.files.append(this.name, `\n${fresh.map(lineOf).join('')}`);
    fresh.forEach(({ number, etag }) => this.known.set(number, etag));
    this.appended += fresh.length;
    if (performance.now() - this.touchedAt > touchMs) await this.touch();
    return true;
  }

  /** Finds new parts; `undefined` where anything else has changed. */
  private freshOf(unfinished: UnfinishedUpload): readonly CompletedPart[] | undefined {
    const { completedParts, delta } = unfinished.checkpoint;
    const fresh = completedParts.filter(({ number }) => !this.known.has(number));
    const isGrown = completedParts.length - fresh.length === this.known.size;
    const isSame = completedParts.every(({ number, etag }) => (this.known.get(number) ?? etag) === etag);
    return isGrown && isSame && delta === this.delta && baseOf(unfinished) === this.base ? fresh : undefined;
  }

  private async touch(): Promise<void> {
    this.touchedAt = performance.now();
    await this.files.touch(this.entry);
  }
}

/** Builds the name of a log of an entry's file. */
export function logName(entry: string, id: string): string {
  return `${entry.replace(/\.json$/, '')}.${entryName(id)}${partLogSuffix}`;
}

/** Reads the parts of a log, unchecked, as an entry has them; leaves out lines that are none. */
export function readPartLog(text: string, { file, ...layout }: UnfinishedUpload['checkpoint']): readonly object[] {
  return text.split('\n').flatMap((line) => {
    try {
      const [number, etag, crc64, copied] = JSON.parse(line) as readonly [number, unknown, unknown, unknown];
      const range = rangeOfPart(number, layout, file.bytes);
      return range ? [{ number, etag, crc64, start: range.start, end: range.end, isCopied: copied === 1 }] : [];
    } catch {
      return [];
    }
  });
}

function lineOf({ number, etag, crc64, isCopied }: CompletedPart): string {
  return `${JSON.stringify([number, etag, crc64, ...(isCopied ? [1] : [])])}\n`;
}

function baseOf(unfinished: UnfinishedUpload): string {
  return JSON.stringify({
    ...unfinished,
    checkpoint: { ...unfinished.checkpoint, completedParts: [], delta: undefined },
  });
}
