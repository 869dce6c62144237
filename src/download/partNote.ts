import { readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { nobody, ownerFields, ownerOf } from '../upload/journalEntry';
import { self, stillOwns } from '../upload/liveness';
import { patiently } from '../upload/patiently';

/**
 * Which package (as `Delivery` names it) and which object a half-arrived file is of. `etag` is empty where what is there is
 * worth nothing; `crc64` as unsigned decimal.
 */
export interface PartNote {
  readonly of: string;
  readonly etag: string;
  readonly bytes: number;
  readonly crc64?: string;
}

/** What is noted beside a half-arrived file: `isTaken` while another process of this machine writes it. */
export interface FoundNote {
  readonly note: PartNote;
  readonly isTaken: boolean;
}

/** The note in the file at `path`; `undefined` where there is none, or one that nobody of us wrote. */
export async function readNote(path: string): Promise<FoundNote | undefined> {
  const [words, at] = await Promise.all([
    readFile(path, 'utf8').catch(() => ''),
    stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    ),
  ]);
  const { of, etag, bytes, crc64 } = fieldsOf(words);
  if (typeof of !== 'string' || typeof etag !== 'string' || !Number.isSafeInteger(bytes) || (bytes as number) < 0)
    return undefined;
  const isSum = typeof crc64 === 'string' && /^\d{1,20}$/.test(crc64);
  const note = { of, etag, bytes: bytes as number, ...(isSum && { crc64 }) };
  return { note, isTaken: stillOwns(ownerOf(words), at) };
}

/** Notes, as a whole or not at all, that this process (`isMine`), or nobody, writes the file now. */
export async function writeNote(path: string, note: PartNote, isMine: boolean): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify({ ...note, ...ownerFields(isMine ? self : nobody) }));
  await patiently(() => rename(`${path}.new`, path));
}

export async function dropNote(path: string): Promise<void> {
  await patiently(() => unlink(path)).catch(() => undefined);
}

function fieldsOf(words: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(words)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
