import { TemClient } from '../../src/cloud/tem/temClient';
import type { Connection } from '../../src/core/model';
import { never, region } from '../unit/cloud/practice';

/** What a window is told to do: to call until so many ms from its start, `sideBySide` calls at a time. */
export interface CallTask {
  readonly connection: Connection;
  readonly callsFolder: string;
  readonly ms: number;
  readonly sideBySide: number;
}

/** What came of that: calls that TEM answered at last, those that it did not, and ms that the first ones took together. */
export interface CallsMade {
  readonly answered: number;
  readonly failed: number;
  readonly firstMs: number;
}

// As a process of its own: it calls as fast as it may.
if (require.main === module) {
  process.once('message', ({ connection, callsFolder, ms, sideBySide }: CallTask) => {
    const tem = new TemClient({ callsFolder });
    const began = performance.now();
    let answered = 0;
    let failed = 0;
    const call = () =>
      tem.checkCredential({ connection, region }, { signal: never() }).then(
        () => answered++,
        () => failed++,
      );
    const caller = async (): Promise<void> => {
      while (performance.now() - began < ms) await call();
    };
    const first = Promise.all(Array.from({ length: sideBySide }, call)).then(() => performance.now() - began);
    void first
      .then((firstMs) => Promise.all(Array.from({ length: sideBySide }, caller)).then(() => firstMs))
      .then((firstMs) => process.send?.({ answered, failed, firstMs } satisfies CallsMade, () => process.disconnect()));
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}
