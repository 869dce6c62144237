import { followUpload, type FollowUploadNeeds } from '../uploads/followUpload';
import type { Upload } from '../uploads/upload';

/** Says once more why the upload failed, and offers the same. */
export function showUploadErrorCommand(needs: FollowUploadNeeds) {
  return (failed: Upload): Promise<void> => followUpload(needs, failed);
}
