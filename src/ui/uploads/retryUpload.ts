import { mayBeSent } from './leavesWorkspace';
import { followUpload, type FollowUploadDeps } from './followUpload';
import type { Upload } from './upload';
import { sayGone } from './sayGone';

/**
 * Starts uploads again, or goes on with them where they stopped half-way; unless they run by now. Whatever has to be asked
 * is asked once for all of them.
 */
export function retryUploadsCommand(deps: FollowUploadDeps) {
  return async (uploads: readonly Upload[]): Promise<void> => {
    // What was a file then may be a link by now.
    const paths = uploads.map(({ order }) => order.path);
    if (!(await mayBeSent(deps.realPath, paths, 'chosen'))) return;
    const begun = uploads.map((upload) => ({ upload, again: deps.uploads.retry(upload) }));
    sayGone(begun.flatMap(({ upload, again }) => (again || upload.state.kind !== 'interrupted' ? [] : [upload])));
    await Promise.all(begun.map(async ({ again }) => again && followUpload(deps, again)));
  };
}
