import { closeSync, openSync, readSync } from 'node:fs';
import type { Base } from '../contestants/contestant';
import type { KnownSums, Sums } from './knownSums';
import type { CopyOrder } from './requestHead';

/** The objects whose bytes are still there, to be copied. */
export class HeldObjects {
  private readonly held = new Map<string, Base>();

  constructor(private readonly known: KnownSums) {}

  add(object: Base): void {
    this.held.set(`/${object.key}`, object);
  }

  /** The sums of a range; `changed` where the object has another ETag, `undefined` where there is none. */
  sums({ path, start, end, etag }: CopyOrder): Sums | 'changed' | undefined {
    const object = this.held.get(path);
    if (!object) return undefined;
    if (etag !== undefined && etag !== object.etag) return 'changed';
    return this.known.of(`COPY ${path} ${start}`, end - start, () => piecesOf(object.file, start, end));
  }
}

function* piecesOf(path: string, start: number, end: number): Generator<Buffer> {
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  const file = openSync(path, 'r');
  try {
    for (let at = start; at < end;) {
      const count = readSync(file, buffer, 0, Math.min(buffer.length, end - at), at);
      if (count === 0) throw new Error(`${path} ends before ${end}`);
      yield buffer.subarray(0, count);
      at += count;
    }
  } finally {
    closeSync(file);
  }
}
