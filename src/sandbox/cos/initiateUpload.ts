import { randomBytes } from 'node:crypto';
import { contentTypeOf, keptHeaders } from './keptHeaders';
import type { Operation } from './operation';
import { xmlAnswer } from './xml';

/** Begins a multipart upload. Upload ids sort in the order of their beginnings. */
export const initiateUpload: Operation = ({ bucket, key, headers, store, now }) => {
  const id = `${now.toString(16).padStart(12, '0')}${randomBytes(26).toString('hex')}`;
  const contentType = contentTypeOf(headers, key);
  store.open({ id, bucket, key, contentType, kept: keptHeaders(headers), initiatedAt: now, parts: new Map() });
  return Promise.resolve(xmlAnswer('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id }));
};
