import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../core/errors';
import type { ByteSource } from '../../core/ports/packageReader';
import { verifyEntries } from './verifyEntries';
import type { ReadAnswer, VerifiedSource, VerifyMessage } from './verifyMessages';

// The thread that `verifyInThread` starts: asks for the bytes, which the main thread may have from anywhere.
const tellEveryMs = 100;
const asked = new Map<number, (bytes: Uint8Array) => void>();
let lastTicket = 0;
let toldAt = performance.now();

parentPort?.on('message', ({ ticket, bytes }: ReadAnswer) => {
  asked.get(ticket)?.(bytes);
  asked.delete(ticket);
});

const source: ByteSource = {
  ...(workerData as VerifiedSource),
  read: (start, length) =>
    new Promise((resolve) => {
      const ticket = ++lastTicket;
      asked.set(ticket, resolve);
      post({ kind: 'read', ticket, start, length });
    }),
};

void verifyEntries(source, tell).then(
  (result) => post({ kind: 'done', result }),
  (error: unknown) => {
    const { failure, detail } = error instanceof AppError ? error : new AppError('internal', String(error));
    post({ kind: 'failed', failure, detail });
  },
);

function tell(position: number): void {
  const now = performance.now();
  if (now - toldAt < tellEveryMs) return;
  toldAt = now;
  post({ kind: 'verified', position });
}

function post(message: VerifyMessage): void {
  parentPort?.postMessage(message);
}
