import type { Operation } from './operation';

/** Removes the object; succeeds, too, when there is none. */
export const deleteObject: Operation = ({ store, bucket, key }) => {
  store.delete(bucket, key);
  return Promise.resolve({ status: 204, headers: {}, body: [] });
};
