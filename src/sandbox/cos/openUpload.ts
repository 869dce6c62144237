import { Refusal } from '../refusal';
import type { OperationRequest } from './operation';
import type { MultipartUpload } from './store';

/** Returns the open upload that `uploadId` names, of this very object key. Throws `NoSuchUpload`. */
export function openUpload({ store, bucket, key, query }: OperationRequest): MultipartUpload {
  const upload = store.upload(query.get('uploadid') ?? '');
  if (upload?.bucket === bucket && upload.key === key) return upload;
  throw new Refusal(404, 'NoSuchUpload', 'The specified multipart upload does not exist: completed, aborted or never.');
}

/**
 * Returns the open upload, to be changed or ended. Throws `NoSuchUpload`, and `UploadConflict` while its parts are
 * joined: the documented code that is nearest; which one COS returns then is not documented.
 */
export function freeUpload(request: OperationRequest): MultipartUpload {
  const upload = openUpload(request);
  if (!upload.joining) return upload;
  throw new Refusal(409, 'UploadConflict', 'The parts of this upload are being joined.');
}

/** Returns the number that `partNumber` gives a part, 1 to 10000. Throws `InvalidArgument` for any other. */
export function partNumber({ query }: OperationRequest): number {
  const number = Number(query.get('partnumber'));
  if (Number.isInteger(number) && number >= 1 && number <= 10_000) return number;
  throw new Refusal(400, 'InvalidArgument', 'The part number must be an integer between 1 and 10000.');
}
