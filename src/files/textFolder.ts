import { AtomicFiles } from './atomicFiles';
import { disk, type FilePort, type StoredFile } from './filePort';
import { watchFolder } from './watchFolder';

const suffix = '.json';
const freshMs = 10_000;

// Nobody holds a lock in this folder, so that nobody has to know whether its owner lives.
const withoutHeartbeat = { now: () => performance.now(), every: () => () => undefined };

/** A folder of small JSON objects by name, which all windows share. Methods reject with the system's error. */
export class TextFolder {
  private readonly files: AtomicFiles;

  /** `port` is replaced by tests. */
  constructor(folder: string, port: FilePort = disk) {
    this.files = new AtomicFiles(folder, port, withoutHeartbeat);
  }

  /**
   * Reads all texts, by name, `undefined` for one that cannot be read now; those unchanged since the last time are not read again.
   */
  async read(): Promise<ReadonlyMap<string, string | undefined>> {
    const names = await this.files.names(suffix);
    return new Map((await Promise.all(names.map((name) => this.entryOf(name)))).flat());
  }

  /** Creates a text; `false` where there is one: of several callers one succeeds. */
  create(name: string, text: string): Promise<boolean> {
    return this.files.create(name + suffix, text);
  }

  /** Replaces, or creates, a text as a whole. */
  replace(name: string, text: string): Promise<void> {
    return this.files.replace(name + suffix, text);
  }

  /** Removes a text; resolves also where there is none. */
  remove(name: string): Promise<void> {
    return this.files.remove(name + suffix);
  }

  /** Calls `onChange` soon after something has changed, until the returned function is called. */
  watch(onChange: () => void): () => void {
    return watchFolder(this.files.folder, onChange, ['.new']);
  }

  /** Reads the text of a name, if there is one still. */
  private async entryOf(name: string): Promise<readonly (readonly [string, string | undefined])[]> {
    try {
      const seen = await this.files.look(name + suffix);
      // On drives without links it is empty at first.
      const file = seen?.text === '' && isFresh(seen) ? await this.files.readWhole(name + suffix) : seen;
      return file ? [[name, file.text]] : [];
    } catch {
      return [[name, undefined]];
    }
  }
}

/** Tells whether somebody may still write a file; clocks of drives go a little wrong. */
function isFresh({ at }: StoredFile): boolean {
  return Math.abs(Date.now() - at) < freshMs;
}
