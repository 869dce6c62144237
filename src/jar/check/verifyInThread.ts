import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError, cancelledError } from '../../core/errors';
import type { ByteSource, VerifiedEntries, VerifyOptions } from '../../core/ports/packageReader';
import type { ReadAnswer, VerifyMessage } from './verifyMessages';

// Enough for the largest directory; a hostile one must not take the whole editor with it.
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

/**
 * Reads all bytes of a package on a thread of its own, and finds the entries whose bytes do not give the CRC-32 of the directory.
 * Throws `emptyPackage`, `truncatedPackage` or `badPackage`, as `source` does, and `cancelled` at once when `signal` aborts.
 */
export async function verifyInThread(
  source: ByteSource,
  { signal, onProgress }: VerifyOptions,
): Promise<VerifiedEntries> {
  if (signal.aborted) throw cancelledError();
  const { name, bytes } = source;
  let stop = (): void => undefined;
  const worker = new Worker(join(__dirname, 'verifyWorker.js'), { workerData: { name, bytes }, resourceLimits });
  try {
    return await new Promise<VerifiedEntries>((resolve, reject) => {
      stop = () => reject(cancelledError());
      signal.addEventListener('abort', stop, { once: true });
      worker
        .on('error', (error) => reject(new AppError('internal', `the verifying thread: ${error.message}`)))
        .on('exit', () => reject(new AppError('internal', 'the verifying thread has ended')))
        .on('message', (message: VerifyMessage) => {
          if (message.kind === 'read') answer(worker, source, message).catch(reject);
          else if (message.kind === 'verified') onProgress?.(message.position, bytes);
          else if (message.kind === 'done') resolve(message.result);
          else reject(new AppError(message.failure, message.detail));
        });
    });
  } finally {
    signal.removeEventListener('abort', stop);
    void worker.terminate();
  }
}

async function answer(
  worker: Worker,
  source: ByteSource,
  { ticket, start, length }: Extract<VerifyMessage, { kind: 'read' }>,
): Promise<void> {
  // A copy: what is moved to the other thread is gone here, and the source may keep its own.
  const bytes = new Uint8Array(await source.read(start, length));
  const answered: ReadAnswer = { ticket, bytes };
  worker.postMessage(answered, [bytes.buffer]);
}
