import { createHash } from 'node:crypto';
import { lstat, mkdir, open, readdir, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/clock';
import { cancelledError } from '../../core/errors';
import { onFirstUse } from '../../core/onFirstUse';
import type { CallOptions } from '../../core/ports/tem';
import { countedMs, maxCallMs, maxCalls, type CallShare } from './rateLimiter';

// A slot is free at the latest so long after its file was last touched: its process has ended.
const staleAfterMs = maxCallMs + countedMs + 100;
const pollMs = 25;
// So long after somebody has waited, slots are taken one at a time: who comes first would take all that are freed.
const contestedMs = 2000;

/**
 * Shares TEM's 20 calls a second among all editor windows of this machine. Each call takes a slot: a file that only one
 * process can create and that is removed a second after the response, named by a hash of action and credential. Where the
 * folder cannot be used, or a slot is taken by what cannot be removed, nothing is shared, and nobody waits.
 */
export class SharedCalls implements CallShare {
  private readonly open = onFirstUse(() => this.openFolder());
  /** The time of the last wait in each window, ms of `performance.now()`. */
  private readonly waitedAt = new Map<string, number>();

  constructor(
    private readonly folder: string,
    private readonly clock: Pick<Clock, 'sleep' | 'random'>,
  ) {}

  async take(window: string, { signal }: CallOptions): Promise<() => void> {
    try {
      await this.open();
      const prefix = createHash('sha256').update(window).digest('hex').slice(0, 24);
      const sleep = () => this.clock.sleep(pollMs * (0.5 + this.clock.random()), signal);
      if (performance.now() - (this.waitedAt.get(prefix) ?? -Infinity) < contestedMs) await sleep();
      for (;;) {
        const path = await this.tryTake(prefix);
        if (path) return this.hold(path);
        this.waitedAt.set(prefix, performance.now());
        await sleep();
      }
    } catch {
      if (signal.aborted) throw cancelledError();
      return () => undefined;
    }
  }

  /** Creates the folder, or removes the slots of processes that have ended. */
  private async openFolder(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const names = await readdir(this.folder);
    await Promise.allSettled(names.map((name) => this.freeIfStale(join(this.folder, name))));
  }

  private async tryTake(prefix: string): Promise<string | undefined> {
    const taken = new Set((await readdir(this.folder)).filter((name) => name.startsWith(`${prefix}.`)));
    const all = Array.from({ length: maxCalls }, (_, n) => `${prefix}.${n}`);
    const free = all.filter((name) => !taken.has(name));
    // Others look at the same moment: not all at the same one.
    const from = Math.floor(this.clock.random() * free.length);
    for (const name of [...free.slice(from), ...free.slice(0, from)]) {
      const path = join(this.folder, name);
      if (await create(path)) return path;
    }
    if (free.length === 0) await Promise.all([...taken].map((name) => this.freeIfStale(join(this.folder, name))));
    return undefined;
  }

  /** Returns what is called at the response, and frees the slot then or, without a response, by itself. */
  private hold(path: string): () => void {
    const free = (): void => void unlink(path).catch(() => undefined);
    const noResponse = setTimeout(free, maxCallMs + countedMs).unref();
    return () => {
      clearTimeout(noResponse);
      setTimeout(free, countedMs).unref();
      // For the others, should this process end before that.
      const at = (Date.now() - maxCallMs) / 1000;
      void utimes(path, at, at).catch(() => undefined);
    };
  }

  /** Frees the slot of a process that has ended. Rejects where its file cannot be removed, for it would block for ever. */
  private async freeIfStale(path: string): Promise<void> {
    // It may just have been freed.
    const age = await lstat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    // From the future is what a clock left that was set back.
    if (age <= staleAfterMs && age >= -staleAfterMs) return;
    await unlink(path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
  }
}

/** Creates a file; resolves with `false` where one exists. */
async function create(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
