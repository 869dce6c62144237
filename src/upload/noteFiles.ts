import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, thisHost } from './liveness';
import { patiently } from './patiently';

/** The operations that a scanner may get in the way of; others for tests. */
export interface FileMoves {
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly unlink: (path: string) => Promise<void>;
}

/** The text of a small file, and when it was written (epoch ms). */
export interface Noted {
  readonly text: string;
  readonly at: number;
}

/** A folder of small files that all windows share, each replaced as a whole: a killed process leaves the old or the new. */
export class NoteFiles {
  constructor(
    readonly folder: string,
    private readonly moves: FileMoves = { rename, unlink },
  ) {}

  /** Where the file of this name is; whatever the name, it is in the folder. */
  pathOf(name: string): string {
    return join(this.folder, name.replace(/[^\w.-]/g, '_').replace(/^\.{1,255}/, '_'));
  }

  /** The names that end in `suffix`, without it; none where there is no folder. */
  async names(suffix: string): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length));
  }

  /** `undefined` where there is no such file, or it cannot be read. */
  async read(name: string): Promise<Noted | undefined> {
    const path = this.pathOf(name);
    try {
      const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
      return { text, at: mtimeMs };
    } catch {
      return undefined;
    }
  }

  /** Rejects with the system's error, as all that follow. */
  async replace(name: string, text: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const fresh = this.pathOf(`${name}.${thisHost}.${process.pid}.new`);
    await writeFile(fresh, text);
    await patiently(() => this.moves.rename(fresh, this.pathOf(name)));
  }

  async remove(name: string): Promise<void> {
    await patiently(() => this.moves.unlink(this.pathOf(name)));
  }

  /** Drops what processes of this machine left that were killed while they wrote; never rejects. */
  async sweep(): Promise<void> {
    for (const name of await this.names('.new')) {
      const [, host, owner] = /\.([\w-]{1,255})\.(\d{1,20})$/.exec(name) ?? [];
      if (host !== thisHost || isRunning(Number(owner))) continue;
      await this.remove(`${name}.new`).catch(() => undefined);
    }
  }
}
