import { dirname } from 'node:path';
import { note } from '../../harness/note';
import { loadedBytes } from './loadedBytes';
import type { Wake } from './wakeOnce';

interface Extension {
  activate(context: unknown): unknown;
}

/**
 * Loads an extension for the module that stands in its bundle's place, and says how long that and its `activate` took: until
 * what `activate` promises is there, where it promises anything.
 */
export function probed(load: () => Extension, place: string): Extension {
  const began = performance.now();
  const extension = load();
  const loadMs = performance.now() - began;
  const say = (activateMs: number) =>
    note(JSON.stringify({ loadMs, activateMs, bytes: loadedBytes(dirname(place), place) } satisfies Wake));
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
}

/** The text of the module that stands in the place of a bundle which is now beside it under another name. */
export function probeText(bundleName: string): string {
  const bundle = JSON.stringify(`./${bundleName}`);
  return `module.exports = require(${JSON.stringify(__filename)}).probed(() => require(${bundle}), __filename);\n`;
}
