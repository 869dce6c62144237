import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of one's own for files of a test. */
export class TemporaryFiles {
  private constructor(readonly folder: string) {}

  static async create(): Promise<TemporaryFiles> {
    return new TemporaryFiles(await mkdtemp(join(tmpdir(), 'tem-upload-')));
  }

  async write(bytes: Uint8Array | string, name = 'orders-1.4.2.jar'): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, bytes);
    return path;
  }

  async remove(): Promise<void> {
    // A journal may still be noting in it.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
