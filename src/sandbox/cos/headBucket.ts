import type { Operation } from './operation';

/** Confirms that there is such a bucket, and that the credential may look into it. */
export const headBucket: Operation = () => Promise.resolve({ status: 200, headers: {}, body: [] });
