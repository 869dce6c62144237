import { followUpload, type FollowUploadDeps } from './followUpload';
import type { Upload } from './upload';

/** Says once more why the upload failed, and offers the same. */
export function showUploadErrorCommand(deps: FollowUploadDeps) {
  return (failed: Upload): Promise<void> => followUpload(deps, failed);
}
