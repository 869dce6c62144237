import { parentPort } from 'node:worker_threads';
import { AppError, cancelledError } from '../../core/errors';
import type { ByteSource } from '../../core/ports/packageReader';
import { verifyEntries } from './verifyEntries';
import type { VerifiedSource, VerifyMessage, VerifyOrder } from './verifyMessages';

// The thread of a `VerifyThread`: asks for the bytes, which the main thread may have from anywhere.
interface Asked {
  readonly job: number;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

const tellEveryMs = 100;
const running = new Set<number>();
const asked = new Map<number, Asked>();
let lastTicket = 0;

parentPort?.on('message', (order: VerifyOrder) => {
  if (order.kind === 'verify') verify(order.job, order.source);
  else if (order.kind === 'stop') stop(order.job);
  else {
    asked.get(order.ticket)?.resolve(order.bytes);
    asked.delete(order.ticket);
  }
});

function verify(job: number, { name, bytes }: VerifiedSource): void {
  const source: ByteSource = {
    name,
    bytes,
    read: (start, length) =>
      new Promise((resolve, reject) => {
        // Nobody would answer.
        if (!running.has(job)) return reject(cancelledError());
        const ticket = ++lastTicket;
        asked.set(ticket, { job, resolve, reject });
        post({ kind: 'read', job, ticket, start, length });
      }),
  };
  running.add(job);
  let toldAt = performance.now();
  const tell = (position: number): void => {
    const now = performance.now();
    if (now - toldAt < tellEveryMs) return;
    toldAt = now;
    post({ kind: 'verified', job, position });
  };
  void verifyEntries(source, tell).then(
    (result) => post({ kind: 'done', job, result }),
    (error: unknown) => {
      const { failure, detail } = error instanceof AppError ? error : new AppError('internal', String(error));
      post({ kind: 'failed', job, failure, detail });
    },
  );
}

function stop(job: number): void {
  running.delete(job);
  for (const [ticket, one] of asked) {
    if (one.job !== job) continue;
    asked.delete(ticket);
    one.reject(cancelledError());
  }
}

function post(message: VerifyMessage): void {
  parentPort?.postMessage(message);
}
