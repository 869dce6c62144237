import { dirname } from 'node:path';
import { note } from '../../harness/note';
import type { Probe } from '../../harness/probeBundle';
import { loadedBytes } from './loadedBytes';
import type { Wake } from './wakeOnce';

/** Says how long loading and `activate` took: until what `activate` promises is there, where it promises anything. */
export const probe: Probe = (load, { filename }) => {
  const began = performance.now();
  const extension = load();
  const loadMs = performance.now() - began;
  const say = (activateMs: number) =>
    note(JSON.stringify({ loadMs, activateMs, bytes: loadedBytes(dirname(filename), filename) } satisfies Wake));
  return {
    ...extension,
    activate(context) {
      const called = performance.now();
      const promised = extension.activate(context);
      const activateMs = performance.now() - called;
      if (promised instanceof Promise) void promised.then(() => say(performance.now() - called));
      else say(activateMs);
      return promised;
    },
  };
};
