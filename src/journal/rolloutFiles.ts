import { AppError } from '../core/errors';
import type { RolloutRecord, RolloutRecords } from '../core/ports/rolloutRecords';
import { AtomicFiles } from '../files/atomicFiles';
import type { FilePort, StoredFile } from '../files/filePort';
import { pulseSuffix, systemHeartbeatClock, type HeartbeatClock } from '../files/heartbeats';
import { watchFolder } from '../files/watchFolder';
import { entryName } from './journalEntry';
import { withJournalErrors } from './journalFailure';
import { holdSuffix, RolloutHolds } from './rolloutHolds';
import { readRolloutNote, rolloutText } from './rolloutNote';

const suffix = '.json';
const maxEnded = 200;
const what = 'the notes of deployments';
// A hold that is given up matters to other windows, how it is taken does not.
const ignoredSuffixes = [pulseSuffix, '.new', '.lock'];

/** The notes of rollouts as small files in a folder that all windows share, each replaced as a whole. */
export class RolloutFiles implements RolloutRecords {
  private readonly files: AtomicFiles;
  private readonly holds: RolloutHolds;
  /** Each text is parsed once. */
  private readonly parsed = new WeakMap<StoredFile, { readonly note: RolloutRecord | undefined }>();
  /** The notes as they were last read, by name, for when one cannot be read. */
  private seen: ReadonlyMap<string, RolloutRecord> = new Map();
  /** The last write of each name: a later note is never replaced by an earlier one. */
  private readonly writing = new Map<string, Promise<void>>();
  private isShutDown = false;

  /** `port` and `clock` are replaced by tests. */
  constructor(folder: string, port?: FilePort, clock: HeartbeatClock = systemHeartbeatClock) {
    this.files = new AtomicFiles(folder, port, clock);
    this.holds = new RolloutHolds(this.files, clock);
  }

  async all(): Promise<readonly RolloutRecord[]> {
    const names = await withJournalErrors(() => this.files.names(suffix), what);
    const read = await Promise.all(names.map(async (name) => [name, await this.read(name)] as const));
    this.seen = new Map(read.flatMap(([name, note]) => (note ? [[name, note] as const] : [])));
    return [...this.seen.values()].sort((a, b) => b.begunAt - a.begunAt);
  }

  async save(record: RolloutRecord): Promise<void> {
    // Another window may go on from the note already.
    if (this.isShutDown) throw new AppError('journalFailed', `${what}: this window is about to end`);
    const name = entryName(record.plan.id);
    const before = this.writing.get(name) ?? Promise.resolve();
    const write = () => withJournalErrors(() => this.files.replace(name + suffix, rolloutText(record)), what);
    const work = before.then(write, write);
    this.writing.set(name, work);
    try {
      await work;
    } finally {
      if (this.writing.get(name) === work) this.writing.delete(name);
    }
    // What stays too long does no harm.
    if (record.phase === 'ended') await this.prune().catch(() => undefined);
  }

  hold(id: string): Promise<boolean> {
    return withJournalErrors(() => this.holds.take(entryName(id) + holdSuffix), what);
  }

  release(id: string): Promise<void> {
    return this.holds.release(entryName(id) + holdSuffix);
  }

  async forget(accountId: string): Promise<void> {
    for (const { plan } of await this.all().catch(() => [])) {
      if (plan.target.accountId !== accountId || !(await this.hold(plan.id).catch(() => false))) continue;
      const name = entryName(plan.id);
      await this.writing.get(name)?.catch(() => undefined);
      // What stays is tried again with the next one that is gone.
      await this.files.remove(name + suffix).catch(() => undefined);
      await this.release(plan.id);
    }
  }

  watch(onChange: () => void): () => void {
    return watchFolder(this.files.folder, onChange, ignoredSuffixes);
  }

  shutDown(): void {
    this.isShutDown = true;
    this.holds.shutDown();
  }

  private async read(name: string): Promise<RolloutRecord | undefined> {
    try {
      const file = await this.files.look(name + suffix);
      if (!file) return undefined;
      const parsed = this.parsed.get(file) ?? { note: readRolloutNote(file.text) };
      this.parsed.set(file, parsed);
      // Somebody may have copied one.
      return parsed.note && entryName(parsed.note.plan.id) === name ? parsed.note : undefined;
    } catch {
      return this.seen.get(name);
    }
  }

  /** Removes the oldest notes of what has ended, and what dead processes have left half written. */
  private async prune(): Promise<void> {
    await this.files.sweep();
    const ended = (await this.all()).filter(({ phase }) => phase === 'ended');
    const endOf = ({ end, begunAt }: RolloutRecord): number => end?.at ?? begunAt;
    for (const { plan } of ended.sort((a, b) => endOf(b) - endOf(a)).slice(maxEnded)) {
      const name = entryName(plan.id);
      await this.files.remove(name + suffix);
      if (!(await this.holds.isHeld(name + holdSuffix))) await this.files.remove(name + holdSuffix);
    }
  }
}
