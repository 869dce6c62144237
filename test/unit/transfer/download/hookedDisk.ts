import type { FileHandle } from 'node:fs/promises';
import { machineDisk, type Disk } from '../../../../src/transfer/download/disk';
import { disk, type FilePort } from '../../../../src/files/filePort';

/** The machine's disk; `before` is called with the name of each operation and holds it up, or makes it fail. */
export function hookedDisk(before: (operation: string) => void | Promise<void>): Disk {
  return hooked(machineDisk, before, '', (answer, name) => {
    return name === 'open' ? hooked(answer as FileHandle, before, 'file.', (inner) => inner) : answer;
  });
}

/** The same of what notes are kept by. */
export function hookedNotes(before: (operation: string) => void | Promise<void>): FilePort {
  return hooked(disk, before, 'note.', (answer) => answer);
}

type Call = (...args: unknown[]) => Promise<unknown>;

function hooked<T extends object>(
  target: T,
  before: (operation: string) => void | Promise<void>,
  prefix: string,
  wrap: (answer: unknown, name: string) => unknown,
): T {
  return new Proxy(target, {
    get(_, name) {
      const member = Reflect.get(target, name, target) as unknown;
      if (typeof member !== 'function' || typeof name === 'symbol') return member;
      return async (...args: unknown[]) => {
        await before(prefix + name);
        return wrap(await (member as Call).apply(target, args), name);
      };
    },
  });
}
