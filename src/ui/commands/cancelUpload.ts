import type { Upload } from '../uploads/upload';
import type { Uploads } from '../uploads/uploads';

/** Ends the clicked upload, whether it waits or runs. */
export function cancelUploadCommand(uploads: Pick<Uploads, 'cancel'>) {
  return (clicked?: Upload): void => {
    if (clicked?.kind === 'upload') uploads.cancel(clicked);
  };
}
