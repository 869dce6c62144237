import { hasEnded, type Upload } from '../uploads/upload';
import type { Uploads } from '../uploads/uploads';

/** Takes the clicked upload off the list; one with parts in the store is discarded instead, which drops them. */
export function removeUploadCommand({ uploads }: { readonly uploads: Pick<Uploads, 'remove'> }) {
  return (clicked?: Upload): void => {
    if (clicked?.kind !== 'upload' || !hasEnded(clicked.state) || 'remains' in clicked.state) return;
    uploads.remove(clicked);
  };
}
