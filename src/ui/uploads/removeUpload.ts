import type { Upload } from './upload';
import type { Uploads } from './uploads';

/** Makes the command that takes uploads off the list. */
export function removeUploadCommand(uploads: Pick<Uploads, 'remove'>) {
  return (several: readonly Upload[]): void => several.forEach((upload) => uploads.remove(upload));
}
