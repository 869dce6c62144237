import type { UploadJournal } from '../../core/ports/uploadJournal';
import { hasEnded, type Upload } from '../uploads/upload';
import type { Uploads } from '../uploads/uploads';

/** The list, and what else remembers an upload. */
export interface RemoveUploadNeeds {
  readonly uploads: Pick<Uploads, 'remove'>;
  readonly journal: Pick<UploadJournal, 'note'>;
}

/** Takes the clicked upload off the list for good; the store and the file stay as they are. */
export function removeUploadCommand({ uploads, journal }: RemoveUploadNeeds) {
  return async (clicked?: Upload): Promise<void> => {
    if (clicked?.kind !== 'upload' || !hasEnded(clicked.state)) return;
    uploads.remove(clicked);
    await journal.note(clicked.id, undefined);
  };
}
