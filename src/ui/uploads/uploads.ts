import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import type { UploadedPackage } from '../../core/model';
import type { ProgressContext } from '../../core/ports/progressContext';
import type { UnfinishedUpload, UploadJournal } from '../../core/ports/uploadJournal';
import type { UploadOrder } from '../../core/model';
import {
  hasEnded,
  remainsOf,
  type Remains,
  type RetryOptions,
  type Upload,
  type UploadEnd,
  type UploadState,
} from './upload';
import { readRemains } from './readRemains';
import { newEntry, orderToRetry, renew, type UploadEntry } from './uploadEntry';

/** Dependencies of the queue: what moves a package, and how many may be moved at once. */
export interface UploadsDeps {
  readonly upload: (order: UploadOrder, run: ProgressContext) => Promise<UploadedPackage>;
  readonly journal: Pick<UploadJournal, 'find'>;
  readonly maxConcurrent: () => number;
}

const tickMs = 250;

/** Queue of this window's uploads: those too many to run at once wait in it. */
export class Uploads implements vscode.Disposable {
  /** By id, oldest first. */
  private readonly entries = new Map<string, UploadEntry>();
  private waiting: UploadEntry[] = [];
  private readonly running = new Set<UploadEntry>();
  private readonly changed = new vscode.EventEmitter<readonly Upload[]>();
  private readonly listed = new vscode.EventEmitter<void>();
  private ticking: NodeJS.Timeout | undefined;
  private readonly listening: vscode.Disposable;

  /** The uploads whose state is another one now; those that move all together, four times a second. */
  readonly onDidChange = this.changed.event;
  /** An upload has come or gone. */
  readonly onDidChangeList = this.listed.event;

  constructor(private readonly deps: UploadsDeps) {
    this.listening = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('tem.upload')) this.startWaiting();
    });
  }

  /** Uploads of this window, newest first. */
  get all(): readonly Upload[] {
    return [...this.entries.values()].reverse();
  }

  /** Starts an upload, or lets it wait for its turn. */
  start(order: UploadOrder): Upload {
    const entry = newEntry(order, { kind: 'queued' });
    this.entries.set(entry.id, entry);
    this.listed.fire();
    this.enqueue(entry);
    return entry;
  }

  /** Lists exactly these as interrupted, and gives those that were not listed before. */
  restore(abandoned: readonly UnfinishedUpload[]): readonly Upload[] {
    const ids = new Set(abandoned.map(({ order }) => order.id));
    const gone = this.all.filter(({ id, state }) => state.kind === 'interrupted' && !ids.has(id));
    gone.forEach(({ id }) => this.entries.delete(id));
    const fresh = abandoned
      .filter(({ order }) => !this.entries.has(order.id))
      .map((unfinished) => newEntry(unfinished.order, { kind: 'interrupted', remains: remainsOf(unfinished) }));
    fresh.forEach((entry) => this.entries.set(entry.id, entry));
    if (gone.length + fresh.length > 0) this.listed.fire();
    return fresh;
  }

  /**
   * Starts an upload again that failed, was cancelled or interrupted, at the end of the queue; from where it stood as far
   * as the store has its parts. A new upload where it has been removed from the list; `undefined` where there is nothing
   * to try again, since somebody else has done so, be it another window.
   */
  retry(upload: Upload, { acceptsDamage = false }: RetryOptions = {}): Upload | undefined {
    if (!hasEnded(upload.state) || upload.state.kind === 'finished') return undefined;
    const entry = this.entries.get(upload.id);
    const order = orderToRetry(upload.order, acceptsDamage);
    // What had stopped half-way leaves the list when another window goes on with it, or discards it.
    if (!entry) return upload.state.kind === 'interrupted' ? undefined : this.start(order);
    renew(entry, order);
    this.changed.fire([entry]);
    this.enqueue(entry);
    return entry;
  }

  /** Ends an upload that waits or runs; one that runs is over when the transfer says so. Its row alone tells of it. */
  cancel(upload: Upload): void {
    const entry = this.entries.get(upload.id);
    if (!entry || hasEnded(entry.state)) return;
    entry.stop.abort();
    if (!this.waiting.includes(entry)) return;
    this.waiting = this.waiting.filter((one) => one !== entry);
    this.settle(entry, cancelledEnd(entry.remains));
  }

  /** Resolves with the end of the present run. */
  async ended(upload: Upload): Promise<UploadEnd> {
    return hasEnded(upload.state) ? upload.state : (this.entries.get(upload.id)?.ended ?? { kind: 'cancelled' });
  }

  /** Takes an upload that has ended off the list. */
  remove(upload: Upload): void {
    if (hasEnded(upload.state) && this.entries.delete(upload.id)) this.listed.fire();
  }

  /** Takes off the list what has arrived; what failed or was cancelled may still be tried again. */
  clearFinished(): void {
    const finished = this.all.filter(({ state }) => state.kind === 'finished');
    finished.forEach(({ id }) => this.entries.delete(id));
    if (finished.length > 0) this.listed.fire();
  }

  /** Starts those that wait, as far as they may run. */
  startWaiting(): void {
    while (this.running.size < this.deps.maxConcurrent()) {
      const next = this.waiting.shift();
      if (!next) return;
      void this.run(next);
    }
  }

  /** Stops telling; what runs goes on. */
  dispose(): void {
    clearInterval(this.ticking);
    this.listening.dispose();
    this.changed.dispose();
    this.listed.dispose();
  }

  private enqueue(entry: UploadEntry): void {
    this.waiting.push(entry);
    this.startWaiting();
  }

  private async run(entry: UploadEntry): Promise<void> {
    this.running.add(entry);
    this.ticking ??= setInterval(() => this.tick(), tickMs);
    this.turn(entry, { kind: 'running', progress: entry.latest, bytesPerSecond: undefined });
    const run: ProgressContext = { signal: entry.stop.signal, report: (progress) => void (entry.latest = progress) };
    const end = await this.deps.upload(entry.order, run).then(
      (uploaded): UploadEnd => ({ kind: 'finished', uploaded }),
      (error: unknown) => (isCancelled(error) ? this.cancelled(entry) : this.failed(entry, error)),
    );
    this.running.delete(entry);
    if (this.running.size === 0) {
      clearInterval(this.ticking);
      this.ticking = undefined;
    }
    this.settle(entry, end);
    this.startWaiting();
  }

  private async failed(entry: UploadEntry, error: unknown): Promise<UploadEnd> {
    const remains = await readRemains(this.deps.journal, entry);
    return { kind: 'failed', error, ...(remains && { remains }) };
  }

  /** One that was stopped before it went on has still in the store what it had. */
  private async cancelled(entry: UploadEntry): Promise<UploadEnd> {
    return cancelledEnd(await readRemains(this.deps.journal, entry));
  }

  private settle(entry: UploadEntry, end: UploadEnd): void {
    this.turn(entry, end);
    entry.end(end);
  }

  private tick(): void {
    for (const entry of this.running) {
      const { latest, rate } = entry;
      // What waits for COS to copy says nothing about the line.
      const isMoving = latest.stage === 'sending' && latest.sent < latest.total;
      if (isMoving) rate.record(latest.sent, performance.now());
      entry.state = { kind: 'running', progress: latest, bytesPerSecond: isMoving ? rate.bytesPerSecond() : undefined };
    }
    this.changed.fire([...this.running]);
  }

  private turn(entry: UploadEntry, state: UploadState): void {
    entry.state = state;
    this.changed.fire([entry]);
  }
}

function cancelledEnd(remains: Remains | undefined): UploadEnd {
  return remains ? { kind: 'interrupted', remains } : { kind: 'cancelled' };
}

function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.failure === 'cancelled';
}
