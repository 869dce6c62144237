import { constants, renameSync, writeFileSync } from 'node:fs';
import { appendFile, link, lstat, mkdir, open, readdir, rename, unlink, utimes } from 'node:fs/promises';

/** The text of a small file, and when it was written (epoch ms by the clock of its drive). `mark` changes with the file. */
export interface StoredFile {
  readonly text: string;
  readonly at: number;
  readonly mark?: string;
}

/** A new file, open for writing. */
export interface NewFile {
  write(text: string): Promise<unknown>;
  close(): Promise<void>;
}

/** The file operations of the journal and the notes of downloads; each rejects, or throws, with the system's error. */
export interface FilePort {
  /** Creates a folder and those above it; resolves also where it exists. */
  mkdir(path: string): Promise<unknown>;
  readdir(path: string): Promise<readonly string[]>;
  /**
   * Reads a file; its text is empty for what no journal writes: a link, a device, a folder, anything above 16 MiB. Resolves with
   * `known` itself, and reads nothing, where the file is unchanged.
   */
  read(path: string, known?: StoredFile): Promise<StoredFile>;
  /** Creates a file; `EEXIST` where the name is taken. */
  open(path: string): Promise<NewFile>;
  /** Adds a name to a file; `EEXIST` where the name is taken. */
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Appends to a file; creates it where there is none. */
  append(path: string, text: string): Promise<void>;
  /** Sets the time of a file to now. */
  touch(path: string): Promise<void>;
  /** Creates a file with this text; `EEXIST` where the name is taken. */
  writeSync(path: string, text: string): void;
  renameSync(from: string, to: string): void;
}

const maxBytes = 16 * 1024 * 1024;
const maxAttempts = 5;
// Windows has neither; a pipe that nobody writes into would be waited for.
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const appending = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** The file system of this machine. */
export const disk: FilePort = {
  mkdir: (path) => mkdir(path, { recursive: true }),
  readdir,
  read,
  async open(path) {
    const file = await open(path, 'wx');
    return { write: (text) => file.writeFile(text), close: () => file.close() };
  },
  link,
  rename,
  unlink,
  append: (path, text) => appendFile(path, text, { flag: appending }),
  touch: (path) => utimes(path, new Date(), new Date()),
  writeSync: (path, text) => writeFileSync(path, text, { flag: 'wx' }),
  renameSync,
};

async function read(path: string, known?: StoredFile): Promise<StoredFile> {
  for (let attempt = 1; ; attempt++) {
    const seen = await lstat(path, { bigint: true });
    const at = Number(seen.mtimeMs);
    const mark = [seen.dev, seen.ino, seen.size, seen.mtimeNs, seen.ctimeNs].join(' ');
    if (known?.mark === mark) return known;
    if (!seen.isFile() || seen.size > maxBytes) return { text: '', at };
    const file = await open(path, flags);
    try {
      const { ino, dev, size } = await file.stat({ bigint: true });
      const isSame = ino === seen.ino && dev === seen.dev && size <= maxBytes;
      // Another process may have put a new one in its place meanwhile.
      if (!isSame && attempt < maxAttempts) continue;
      if (!isSame) return { text: '', at };
      const bytes = Buffer.alloc(Number(size));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return { text: bytes.toString('utf8', 0, bytesRead), at, mark };
    } finally {
      await file.close();
    }
  }
}
