import { contestants, type ContestantName } from './contestants/contestants';
import type { Task } from './contestants/contestant';
import { Meter, type Sample } from './meter';

/** What a contestant's process says: first that it is ready, then one sample a task. Bytes. */
export type Said =
  | { readonly said: 'ready'; readonly idleRss: number; readonly loadedRss?: number }
  | { readonly said: 'sample'; readonly sample: Sample }
  | { readonly said: 'failed'; readonly reason: string };

const [name, mayLoadRest] = process.argv.slice(2) as [ContestantName, string?];

async function main(): Promise<void> {
  const contestant = contestants[name];
  const upload = await contestant.open();
  const idleRss = await restingRss();
  let loadedRss: number | undefined;
  if (mayLoadRest && contestant.loadRest) {
    await contestant.loadRest();
    loadedRss = await restingRss();
  }
  process.on('message', (task: Task) => {
    const meter = new Meter();
    upload(task).then(
      (outside) => say({ said: 'sample', sample: outside ?? meter.read() }),
      (error: unknown) => say({ said: 'failed', reason: String(error) }),
    );
  });
  say({ said: 'ready', idleRss, ...(loadedRss !== undefined && { loadedRss }) });
}

async function restingRss(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  return process.memoryUsage.rss();
}

function say(said: Said): void {
  process.send?.(said);
}

process.on('disconnect', () => process.exit());
void main();
