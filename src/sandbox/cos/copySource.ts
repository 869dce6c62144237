import { Refusal } from '../refusal';
import { mayRead } from './authorize';
import { judgeConditions } from './judgeConditions';
import type { OperationRequest } from './operation';
import { readCopySource } from './readCopySource';
import type { StoredObject } from './store';

/**
 * Returns the object that a request copies from. Throws the documented error of COS where the credential may not read
 * it, where there is none, and where one of the conditions on it fails.
 */
export function copySource(request: OperationRequest): StoredObject {
  const { grant, headers, conditions, store } = request;
  const { bucket, key } = readCopySource(String(headers['x-cos-copy-source']), request.bucket);
  if (!mayRead(conditions.policy, grant, bucket, key)) {
    throw new Refusal(403, 'AccessDenied', `Access Denied: name/cos:GetObject is not allowed on ${bucket}/${key}.`);
  }
  const source = store.get(bucket, key);
  if (!source) throw new Refusal(404, 'NoSuchCopySource', 'The specified copy source does not exist.');
  if (judgeConditions(headers, source, 'x-cos-copy-source-') !== 'hold') {
    throw new Refusal(412, 'PreconditionFailed', 'A condition on the copy source does not hold.');
  }
  return source;
}
