import { AtomicFiles } from './atomicFiles';
import { disk } from './filePort';
import { watchFolder } from './watchFolder';

const suffix = '.json';

// Nobody holds a lock in this folder, so that nobody has to know whether its owner lives.
const withoutHeartbeat = { now: () => performance.now(), every: () => () => undefined };

/** A folder of small JSON objects by name, which all windows share. Methods reject with the system's error. */
export class TextFolder {
  private readonly files: AtomicFiles;

  constructor(folder: string) {
    this.files = new AtomicFiles(folder, disk, withoutHeartbeat);
  }

  /** Reads all texts, by name; those unchanged since the last time are not read again. */
  async read(): Promise<ReadonlyMap<string, string>> {
    const names = await this.files.names(suffix);
    const texts = await Promise.all(names.map(async (name) => [name, await this.textOf(name)] as const));
    return new Map(texts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
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

  private async textOf(name: string): Promise<string | undefined> {
    const file = await this.files.look(name + suffix);
    // On drives without links it is empty at first.
    return (file?.text === '' ? await this.files.readWhole(name + suffix) : file)?.text;
  }
}
