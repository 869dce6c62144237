import { createHash } from 'node:crypto';
import { lstat, mkdir, open, readdir, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { cancelledError } from '../../core/errors';
import { onFirstUse } from '../../core/onFirstUse';
import { heldMs, maxMs, maxCalls, type CallShare } from './rateLimiter';
import type { Clock } from '../../core/clock';

// A place is free at the latest so long after its file was last touched: its process has ended.
const leftMs = maxMs + heldMs + 100;
const pollMs = 25;
// So long after somebody has waited, places are taken one at a time: who comes first would take all that are freed.
const contestedMs = 2000;

/**
 * The places of TEM's 20 a second, shared by all windows of this machine: a file each in a folder, which only one process can
 * create and which goes a second after the answer. Its name is a hash of what it is for. Where the folder cannot be used,
 * or a place is taken by what cannot be removed, nothing is shared, and nobody waits.
 */
export class SharedCalls implements CallShare {
  private readonly begin = onFirstUse(() => this.open());
  /** When somebody has waited last, by lanes. */
  private readonly waited = new Map<string, number>();

  constructor(
    private readonly folder: string,
    private readonly timing: Pick<Clock, 'sleep' | 'random'>,
  ) {}

  async take(name: string, signal: AbortSignal): Promise<() => void> {
    try {
      await this.begin();
      const lane = createHash('sha256').update(name).digest('hex').slice(0, 24);
      const pause = () => this.timing.sleep(pollMs * (0.5 + this.timing.random()), signal);
      if (performance.now() - (this.waited.get(lane) ?? -Infinity) < contestedMs) await pause();
      for (;;) {
        const path = await this.tryTake(lane);
        if (path) return this.held(path);
        this.waited.set(lane, performance.now());
        await pause();
      }
    } catch {
      if (signal.aborted) throw cancelledError();
      return () => undefined;
    }
  }

  /** The folder, without what windows left that are gone for long. */
  private async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const names = await readdir(this.folder);
    await Promise.allSettled(names.map((name) => this.freeIfLeft(join(this.folder, name))));
  }

  private async tryTake(lane: string): Promise<string | undefined> {
    const taken = new Set((await readdir(this.folder)).filter((name) => name.startsWith(`${lane}.`)));
    const all = Array.from({ length: maxCalls }, (_, n) => `${lane}.${n}`);
    const free = all.filter((name) => !taken.has(name));
    // Others look at the same moment: not all at the same one.
    const from = Math.floor(this.timing.random() * free.length);
    for (const name of [...free.slice(from), ...free.slice(0, from)]) {
      const path = join(this.folder, name);
      if (await create(path)) return path;
    }
    if (free.length === 0) await Promise.all([...taken].map((name) => this.freeIfLeft(join(this.folder, name))));
    return undefined;
  }

  /** What is to be called at the answer, for a place that is held; without an answer it goes by itself. */
  private held(path: string): () => void {
    const free = (): void => void unlink(path).catch(() => undefined);
    const noAnswer = setTimeout(free, maxMs + heldMs).unref();
    return () => {
      clearTimeout(noAnswer);
      setTimeout(free, heldMs).unref();
      // For the others, should this process end before that.
      const at = (Date.now() - maxMs) / 1000;
      void utimes(path, at, at).catch(() => undefined);
    };
  }

  /** Rejects where what was left cannot be removed: it would be waited for as long as it stays. */
  private async freeIfLeft(path: string): Promise<void> {
    // It may just have been freed.
    const age = await lstat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    // From the future is what a clock left that was set back.
    if (age <= leftMs && age >= -leftMs) return;
    await unlink(path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
  }
}

/** Whether it was created; `false` where there is one. */
async function create(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
