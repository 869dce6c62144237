import type { UnfinishedUpload } from '../core/ports/uploadJournal';
import { entryName, entryText, ownerOf } from './journalEntry';
import { stillOwns, type Owner } from './liveness';
import type { NoteFiles } from './noteFiles';
import { readUnfinished } from './readUnfinished';

/** An upload as its file has it. `at`: when that was written, epoch ms; `isTaken`: another living process moves it. */
export interface Entry {
  readonly unfinished: UnfinishedUpload;
  readonly at: number;
  readonly isTaken: boolean;
}

const suffix = '.json';

/** The files of unfinished uploads, by the ids of their orders. What rejects does so with the system's error. */
export class EntryFiles {
  constructor(private readonly files: NoteFiles) {}

  ids(): Promise<readonly string[]> {
    return this.files.names(suffix);
  }

  /** `undefined` where there is none, or what nobody of us wrote. */
  async read(id: string): Promise<Entry | undefined> {
    const noted = await this.files.read(nameOf(id));
    const unfinished = noted && readUnfinished(noted.text);
    if (!unfinished || entryName(unfinished.order.id) !== entryName(id)) return undefined;
    return { unfinished, at: noted.at, isTaken: stillOwns(ownerOf(noted.text), noted.at) };
  }

  write(id: string, unfinished: UnfinishedUpload, owner: Owner): Promise<void> {
    return this.files.replace(nameOf(id), entryText(unfinished, owner));
  }

  /** The same, now. */
  writeSync(id: string, unfinished: UnfinishedUpload, owner: Owner): void {
    this.files.replaceSync(nameOf(id), entryText(unfinished, owner));
  }

  remove(id: string): Promise<void> {
    return this.files.remove(nameOf(id));
  }
}

function nameOf(id: string): string {
  return entryName(id) + suffix;
}
