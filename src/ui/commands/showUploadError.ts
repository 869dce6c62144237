import { followUpload, type FollowUploadNeeds } from '../uploads/followUpload';
import type { Upload } from '../uploads/upload';

/** Says once more why the clicked upload failed, and offers the same. */
export function showUploadErrorCommand(needs: FollowUploadNeeds) {
  return async (clicked?: Upload): Promise<void> => {
    if (clicked?.kind === 'upload' && clicked.state.is === 'failed') await followUpload(needs, clicked);
  };
}
