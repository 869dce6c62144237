import type { UnfinishedUpload } from '../core/ports/uploadJournal';
import { self, type Owner } from './liveness';

/** Nobody: whoever moved it has let go. */
export const nobody: Owner = { pid: 0, host: self.host };

/**
 * What a file of the journal holds: an upload, the process that moves it, and the id of the log that what arrives then is
 * appended to. No secret is in it.
 */
export function entryText(unfinished: UnfinishedUpload, owner: Owner, log?: string): string {
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

/** An owner as `ownerOf` reads it. */
export function ownerFields({ pid, ...more }: Owner): object {
  return { owner: pid, ...more };
}

/** The owner that an entry names; none where it names none, this machine where it names no other. */
export function ownerOf(text: string): Owner {
  try {
    const { owner, host, born, boot, up, pulse } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return {
      pid: typeof owner === 'number' ? owner : 0,
      host: typeof host === 'string' ? host : self.host,
      ...(typeof born === 'string' && { born }),
      ...(typeof boot === 'string' && { boot }),
      ...(typeof up === 'number' && { up }),
      ...(typeof pulse === 'string' && /^[\w.-]{1,300}$/.test(pulse) && { pulse }),
    };
  } catch {
    return nobody;
  }
}

/** An order's id as it may stand in the name of a file. */
export function entryName(id: string): string {
  return id.replace(/[^\w-]/g, '_');
}
