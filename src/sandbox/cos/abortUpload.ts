import { freeUpload } from './openUpload';
import type { Operation } from './operation';

/** Aborts an open upload and drops its parts. */
export const abortUpload: Operation = (request) => {
  request.store.close(freeUpload(request).id);
  return Promise.resolve({ status: 204, headers: {}, body: [] });
};
