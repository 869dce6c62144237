import { followUpload, type FollowUploadNeeds } from '../uploads/followUpload';
import type { Upload } from '../uploads/upload';

/** Starts the clicked upload again, or goes on with it where it stopped half-way; unless it runs by now. */
export function retryUploadCommand(needs: FollowUploadNeeds) {
  return async (clicked?: Upload): Promise<void> => {
    const upload = clicked?.kind === 'upload' && needs.uploads.retry(clicked);
    if (upload) await followUpload(needs, upload);
  };
}
