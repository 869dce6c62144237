import type { Upload } from '../uploads/upload';
import { isRemovable } from '../uploads/uploadKinds';
import type { Uploads } from '../uploads/uploads';

/** Takes the clicked upload off the list; one with parts in the store is discarded instead, which drops them. */
export function removeUploadCommand({ uploads }: { readonly uploads: Pick<Uploads, 'remove'> }) {
  return (clicked?: Upload): void => {
    if (clicked?.kind === 'upload' && isRemovable(clicked)) uploads.remove(clicked);
  };
}
