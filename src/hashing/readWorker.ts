import { readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { HashKernel } from './hashKernel';
import type { SharedMemory } from './hashMemory';
import { LaneHasher, type LaneStream } from './laneHasher';
import type { Done, ReadOrder } from './readMessages';

// The thread that `Reader` starts: it reads into the memory that both see, and hashes what it has read there.
const kernel = new HashKernel(workerData as SharedMemory);
const hasher = new LaneHasher(kernel);
const streams = new Map<number, LaneStream>();
let finished: Done[] = [];

parentPort?.on('message', (order: ReadOrder) => {
  const stream = streams.get(order.stream);
  switch (order.kind) {
    case 'open':
      streams.set(order.stream, hasher.open());
      return;
    case 'read':
      if (stream) read(stream, order);
      return;
    case 'digest':
      if (stream) finish({ ticket: order.ticket, sums: stream.digest() });
      return;
    case 'close':
      stream?.close();
      streams.delete(order.stream);
  }
});

function read(stream: LaneStream, { ticket, file, position, at, bytes }: ReadOrder & { readonly kind: 'read' }): void {
  try {
    for (let filled = 0; filled < bytes;) {
      const count = readSync(file, kernel.memory, at + filled, bytes - filled, position + filled);
      if (count === 0) return finish({ ticket, code: 'EOF' });
      filled += count;
    }
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return finish({ ticket, code });
  }
  stream.update(at, bytes, () => finish({ ticket }));
}

/** Whatever is done in one go is told in one message: each wakes the other thread. */
function finish(done: Done): void {
  finished.push(done);
  if (finished.length > 1) return;
  queueMicrotask(() => {
    parentPort?.postMessage(finished);
    finished = [];
  });
}
