import { freeUpload } from './openUpload';
import type { Operation } from './operation';

/** Forgets an open upload and its parts. */
export const abortUpload: Operation = (request) => {
  request.store.close(freeUpload(request).id);
  return Promise.resolve({ status: 204, headers: {}, body: [] });
};
