import { stat } from 'node:fs/promises';
import { cancelledError } from '../core/errors';
import type { PackageGlance, PackageReader } from '../core/ports/packageReader';
import { raceAbort } from '../core/raceAbort';
import { limited } from '../core/limited';

// Each read holds a file open and the directory of a package in memory.
const maxAtOnce = 4;
const maxKept = 1000;

/** A package on disk, and what it is; `glance` is absent where it cannot be read. */
export interface SeenPackage {
  readonly path: string;
  readonly bytes: number;
  /** Epoch ms. */
  readonly modifiedAt: number;
  readonly glance?: PackageGlance;
}

/** Glances at packages, kept as long as a file has the same size and time. */
export class SeenPackages {
  private readonly kept = new Map<string, PackageGlance>();
  private readonly inTurn = limited(maxAtOnce);

  constructor(private readonly reader: Pick<PackageReader, 'glance' | 'withFile'>) {}

  /** Looks at the file at a path; `undefined` where there is none. Throws `cancelled` alone. */
  see(path: string, signal: AbortSignal): Promise<SeenPackage | undefined> {
    return this.inTurn(async () => {
      if (signal.aborted) throw cancelledError();
      // What hangs on a dead network drive takes no turn of what is asked for later.
      return raceAbort(signal, this.seeNow(path));
    });
  }

  private async seeNow(path: string): Promise<SeenPackage | undefined> {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const glance = await this.glance(path, `${found.size} ${found.mtimeMs} ${path}`);
    return { path, bytes: found.size, modifiedAt: found.mtimeMs, ...(glance && { glance }) };
  }

  private async glance(path: string, key: string): Promise<PackageGlance | undefined> {
    const known = this.kept.get(key);
    if (known) return known;
    try {
      const glance = await this.reader.withFile(path, (source) => this.reader.glance(source));
      const [oldest] = this.kept.keys();
      if (oldest !== undefined && this.kept.size >= maxKept) this.kept.delete(oldest);
      this.kept.set(key, glance);
      return glance;
    } catch {
      // One that the build still writes can be read a moment later.
      return undefined;
    }
  }
}
