import { followUpload, type FollowUploadDeps } from './followUpload';
import type { Upload } from './upload';

/** Says once more why the upload failed, and offers the same. */
export function showUploadErrorCommand(needs: FollowUploadDeps) {
  return (failed: Upload): Promise<void> => followUpload(needs, failed);
}
