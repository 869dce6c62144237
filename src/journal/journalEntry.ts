import type { UnfinishedUpload } from '../core/ports/uploadJournal';
import { ownerFields } from '../files/lockOwner';
import { deltaNote } from './deltaNote';
import type { LockOwner } from '../files/processLiveness';

/**
 * Formats the note of an upload: its state, the process that runs it, and the id of the log that later parts are appended to.
 * Contains no secret. Its field names are fixed: windows of several versions read and write the same notes.
 */
export function entryText({ order, version, checkpoint }: UnfinishedUpload, owner: LockOwner, log?: string): string {
  const { completedParts: arrived, delta, ...more } = checkpoint;
  // A window of before sees no upload in a note whose parts have no size, and leaves it alone.
  const point = { ...more, arrived, ...(delta && { partBytes: 0, delta: deltaNote(delta) }) };
  return JSON.stringify({ order, version, point, ...ownerFields(owner), ...(log !== undefined && { log }) });
}

/** Reads the id of the log that an entry names. */
export function logOf(text: string): string | undefined {
  try {
    const { log } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return typeof log === 'string' && /^[\w-]{36}$/.test(log) ? log : undefined;
  } catch {
    return undefined;
  }
}

/** Turns an order's id into a part of a file name. */
export function entryName(id: string): string {
  return id.replace(/[^\w-]/g, '_');
}
