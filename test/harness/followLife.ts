import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import type { LifeEvent } from './idleProbe';
import { receiveEvents } from './receiveEvents';
import type { EditorOptions } from './serveEditor';
import { sourceOf } from './sourceOf';
import { reportPortVariable } from './testEvent';

type Made = LifeEvent & { readonly kind: 'made' };

/** What the extension of one editor has alive, and what it has read of the secret storage. */
export interface Life {
  /** Opens the editor that is followed. */
  readonly options: Pick<EditorOptions, 'probe' | 'env'>;
  /** Each read of the secret storage so far, by the places in the sources that led to it. */
  readonly reads: readonly string[];
  /** Resolves when the extension is awake. */
  awake(): Promise<void>;
  /** What is alive, by the place in the sources that made it; resolves as soon as that is nothing, at the latest after 15 s. */
  left(what: Made['what']): Promise<readonly string[]>;
  close(): void;
}

const deadlineMs = 15_000;

/** Follows what the extension of the editor does that is opened with `options`. */
export async function followLife(): Promise<Life> {
  const changed = new EventEmitter();
  const alive = new Map<number, Made>();
  const reads: string[] = [];
  let isAwake = false;
  const receiver = await receiveEvents((event) => {
    if (event.type !== 'note') return;
    for (const one of JSON.parse(event.text) as readonly LifeEvent[]) {
      if (one.kind === 'made') alive.set(one.id, one);
      if (one.kind === 'gone') alive.delete(one.id);
      if (one.kind === 'read') reads.push(one.trail.map(sourceOf).join(' < '));
      if (one.kind === 'awake') isAwake = true;
    }
    changed.emit('change');
  });
  const until = async (holds: () => boolean, signal: AbortSignal) => {
    while (!holds()) await once(changed, 'change', { signal });
  };
  return {
    options: { probe: join(__dirname, 'idleProbe.js'), env: { [reportPortVariable]: String(receiver.port) } },
    reads,
    awake: () => until(() => isAwake, AbortSignal.timeout(deadlineMs)),
    async left(what) {
      const found = () => [...alive.values()].filter((one) => one.what === what);
      await until(() => found().length === 0, AbortSignal.timeout(deadlineMs)).catch(() => undefined);
      return found().map(({ where }) => sourceOf(where));
    },
    close: () => receiver.close(),
  };
}
