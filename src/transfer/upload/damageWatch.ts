import { AppError } from '../../core/errors';
import type { SomePaths } from '../../core/packageCheck/archiveFinding';
import type { ProgressContext } from '../../core/ports/progressContext';
import { raceAbort } from '../../core/raceAbort';
import type { FileSource } from '../../hashing/fileSource';

const maxNamed = 3;

/**
 * The search for damaged entries in a file that goes on while the file is sent. Where it fails, nothing is damaged as far as
 * anybody knows: an upload never fails for what could not be read as a package.
 */
export class DamageWatch {
  private found: AppError | undefined;
  private isOver = false;
  private readonly searching: Promise<void>;

  constructor(
    private readonly file: Pick<FileSource, 'checkUnchanged'>,
    search: Promise<SomePaths>,
  ) {
    this.searching = search
      .then((damaged) => this.note(damaged))
      .catch(() => undefined)
      .finally(() => (this.isOver = true));
  }

  /** Throws `damagedEntries` where damage is found by now; `changedOnDisk` where that is because the file has changed. */
  async checkSoFar(): Promise<void> {
    if (!this.found) return;
    await this.file.checkUnchanged();
    throw this.found;
  }

  /** Throws the same, once all of the file was searched. Rejects as `cancelled` at once when the upload is cancelled. */
  async checkAll(progress: ProgressContext): Promise<void> {
    if (!this.isOver) progress.report({ stage: 'verifying' });
    await raceAbort(
      progress.signal,
      this.searching.then(() => this.checkSoFar()),
    );
  }

  private note({ paths, count }: SomePaths): void {
    if (count === 0) return;
    const named = paths.slice(0, maxNamed);
    const more = count - named.length;
    this.found = new AppError('damagedEntries', named.join(', ') + (more > 0 ? `, +${more}` : ''));
  }
}
