import { randomFillSync } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Writes `bytes` bytes that nothing can compress. */
export async function makeFile(path: string, bytes: number): Promise<void> {
  const block = Buffer.alloc(16 * 1024 * 1024);
  const file = await open(path, 'w');
  try {
    for (let left = bytes; left > 0; left -= block.length) {
      await file.write(randomFillSync(block), 0, Math.min(block.length, left));
    }
  } finally {
    await file.close();
  }
}
