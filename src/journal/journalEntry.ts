import type { UnfinishedUpload } from '../core/ports/uploadJournal';
import { ownerFields } from '../files/lockOwner';
import type { LockOwner } from '../files/processLiveness';

/**
 * What a file of the journal holds: an upload, the process that moves it, and the id of the log that what arrives then is
 * appended to. No secret is in it.
 */
export function entryText(unfinished: UnfinishedUpload, owner: LockOwner, log?: string): string {
  return JSON.stringify({ ...unfinished, ...ownerFields(owner), ...(log !== undefined && { log }) });
}

/** The id of the log that an entry names. */
export function logOf(text: string): string | undefined {
  try {
    const { log } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return typeof log === 'string' && /^[\w-]{36}$/.test(log) ? log : undefined;
  } catch {
    return undefined;
  }
}

/** An order's id as it may stand in the name of a file. */
export function entryName(id: string): string {
  return id.replace(/[^\w-]/g, '_');
}
