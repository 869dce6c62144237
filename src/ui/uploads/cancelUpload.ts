import type { Upload } from './upload';
import type { Uploads } from './uploads';

/** Ends the upload, whether it waits or runs. */
export function cancelUploadCommand(uploads: Pick<Uploads, 'cancel'>) {
  return (upload: Upload): void => uploads.cancel(upload);
}
