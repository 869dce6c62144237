import type { Upload } from './upload';
import type { Uploads } from './uploads';

/** Takes the upload off the list. */
export function removeUploadCommand(uploads: Pick<Uploads, 'remove'>) {
  return (upload: Upload): void => uploads.remove(upload);
}
