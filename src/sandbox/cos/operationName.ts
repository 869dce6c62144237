import type { Address } from './address';
import type { OperationName } from './operation';

/** Which operation a request is; `undefined` when the sandbox has none for it. */
export function operationName(method: string, address: Address, copies: boolean): OperationName | undefined {
  const has = (name: string): boolean => address.query.has(name);
  if (address.key === '') {
    if (method !== 'GET') return undefined;
    return has('uploads') ? 'ListMultipartUploads' : 'GetBucket';
  }
  switch (method) {
    case 'PUT':
      if (has('partnumber')) return copies ? 'UploadPartCopy' : 'UploadPart';
      return copies ? undefined : 'PutObject';
    case 'POST':
      return has('uploads') ? 'InitiateMultipartUpload' : has('uploadid') ? 'CompleteMultipartUpload' : undefined;
    case 'GET':
      return has('uploadid') ? 'ListParts' : 'GetObject';
    case 'HEAD':
      return 'HeadObject';
    case 'DELETE':
      return has('uploadid') ? 'AbortMultipartUpload' : 'DeleteObject';
    default:
      return undefined;
  }
}
