import type { Operation } from './operation';

/** That there is such a bucket, and that the key may look into it. */
export const headBucket: Operation = () => Promise.resolve({ status: 200, headers: {}, body: [] });
