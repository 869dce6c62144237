import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { KeptDirectory } from '../core/ports/archiveRanges';
import type { KeptDirectories, StoredDirectory } from '../core/ports/keptDirectories';
import type { ObjectPlace } from '../core/ports/uploadJournal';
import { AtomicFiles } from '../files/atomicFiles';
import { disk, type FilePort } from '../files/filePort';
import { isCount, noteFields } from './noteFields';

const suffix = '.directory';
const maxFiles = 40;
const maxText = 512 * 1024;
const maxTail = 4 * 1024 * 1024;
// Names that sort by time, until the year 33658.
const timeDigits = 15;

// Nobody holds a lock in this folder, so that nobody has to know whether its owner lives.
const withoutHeartbeat = { now: () => performance.now(), every: () => () => undefined };
const [pack, unpack] = [promisify(deflateRaw), promisify(inflateRaw)];

/** The directories of the latest packages as small files in a folder that all windows share, each with its time in its name. */
export class DirectoryFiles implements KeptDirectories {
  private readonly files: AtomicFiles;

  /** `port` and `now` are replaced by tests. */
  constructor(
    folder: string,
    port: FilePort = disk,
    private readonly now: () => number = Date.now,
  ) {
    this.files = new AtomicFiles(folder, port, withoutHeartbeat);
  }

  async keep(stored: StoredDirectory): Promise<void> {
    try {
      const text = await textOf(stored);
      if (text === undefined) return;
      await this.files.replace(`${timeOf(this.now())}-${hashOf(stored.place, stored.etag)}${suffix}`, text);
      await this.prune();
    } catch {
      // It is read from COS then.
    }
  }

  async find(place: ObjectPlace, etag: string): Promise<KeptDirectory | undefined> {
    try {
      const hash = hashOf(place, etag);
      const name = (await this.names()).find((one) => one.endsWith(`-${hash}`));
      const file = name === undefined ? undefined : await this.files.read(name + suffix);
      return file && (await directoryIn(file.text, hash));
    } catch {
      return undefined;
    }
  }

  /** Removes the oldest, what another one has replaced, and what dead processes have left half written. */
  private async prune(): Promise<void> {
    await this.files.sweep();
    const seen = new Set<string>();
    for (const name of await this.names()) {
      const hash = name.slice(timeDigits + 1);
      if (seen.has(hash) || seen.size >= maxFiles) await this.files.remove(name + suffix);
      seen.add(hash);
    }
  }

  /** Lists the names, newest first; those from a clock that was ahead last. */
  private async names(): Promise<readonly string[]> {
    const now = timeOf(this.now());
    const names = [...(await this.files.names(suffix))].sort().reverse();
    const isAhead = (name: string): boolean => name.slice(0, timeDigits) > now;
    return [...names.filter((name) => !isAhead(name)), ...names.filter(isAhead)];
  }
}

function timeOf(ms: number): string {
  return String(ms).padStart(timeDigits, '0');
}

/** Writes a directory; `undefined` for one that is too large to be kept. */
async function textOf({ place, etag, directory }: StoredDirectory): Promise<string | undefined> {
  const { packageBytes, start, tail } = directory;
  if (tail.length > maxTail) return undefined;
  const packed = (await pack(tail)).toString('base64');
  const text = JSON.stringify({ object: hashOf(place, etag), packageBytes, start, tail: packed });
  return text.length > maxText ? undefined : text;
}

/** Reads a directory, which anybody may have written; `undefined` where it is none, or of another object. */
async function directoryIn(text: string, hash: string): Promise<KeptDirectory | undefined> {
  if (text.length > maxText) return undefined;
  const { object, packageBytes, start, tail: packed } = noteFields(text);
  if (object !== hash || !isCount(packageBytes) || !isCount(start) || typeof packed !== 'string') return undefined;
  const tail = await unpack(Buffer.from(packed, 'base64'), { maxOutputLength: maxTail });
  return tail.length > 0 && start + tail.length === packageBytes ? { packageBytes, start, tail } : undefined;
}

/** Names an object; an ETag reads the same in a header and in a document, with quotes or without. */
function hashOf({ bucket, key }: ObjectPlace, etag: string): string {
  const bare = etag.replace(/^W\//, '').replaceAll('"', '');
  return createHash('sha256')
    .update(JSON.stringify([bucket, key, bare]))
    .digest('hex');
}
