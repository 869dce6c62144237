import { readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { HashKernel } from './hashKernel';
import type { SharedMemory } from './hashMemory';
import { LaneHasher, type LaneStream } from './laneHasher';
import type { ReadRequest, ReadResult } from './readMessages';

// The thread that `Reader` starts: reads into the memory that both share, and hashes it there.
const kernel = new HashKernel(workerData as SharedMemory);
const hasher = new LaneHasher(kernel);
const streams = new Map<number, LaneStream>();
let finished: ReadResult[] = [];

parentPort?.on('message', (request: ReadRequest) => {
  const stream = streams.get(request.stream);
  switch (request.kind) {
    case 'open':
      streams.set(request.stream, hasher.open());
      return;
    case 'read':
      if (stream) read(stream, request);
      return;
    case 'digest':
      if (stream) finish({ ticket: request.ticket, sums: stream.digest() });
      return;
    case 'close':
      stream?.close();
      streams.delete(request.stream);
  }
});

function read(
  stream: LaneStream,
  { ticket, file, position, at, bytes }: ReadRequest & { readonly kind: 'read' },
): void {
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

/** Sends the results of one turn in one message: each message wakes the other thread. */
function finish(result: ReadResult): void {
  finished.push(result);
  if (finished.length > 1) return;
  queueMicrotask(() => {
    parentPort?.postMessage(finished);
    finished = [];
  });
}
