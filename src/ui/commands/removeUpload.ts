import type { Upload } from '../uploads/upload';
import type { Uploads } from '../uploads/uploads';

/** Takes the clicked upload off the list; the store and the file stay as they are. */
export function removeUploadCommand(uploads: Pick<Uploads, 'remove'>) {
  return (clicked?: Upload): void => {
    if (clicked?.kind === 'upload') uploads.remove(clicked);
  };
}
