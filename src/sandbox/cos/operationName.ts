import type { Address } from './address';
import type { OperationName } from './operation';

// Part of the signature, or of no meaning to an operation.
const PASSING = /^(q-|x-|response-)/;

// What each operation is told in the query. Anything else is another operation of the same object, such as `?tagging`.
const PLAYED: Readonly<Record<OperationName, readonly string[]>> = {
  PutObject: [],
  PutObjectCopy: [],
  GetObject: [],
  HeadObject: [],
  DeleteObject: [],
  DeleteMultipleObjects: ['delete'],
  InitiateMultipartUpload: ['uploads'],
  UploadPart: ['partnumber', 'uploadid'],
  UploadPartCopy: ['partnumber', 'uploadid'],
  ListParts: ['uploadid', 'max-parts', 'part-number-marker', 'encoding-type'],
  CompleteMultipartUpload: ['uploadid'],
  AbortMultipartUpload: ['uploadid'],
  ListMultipartUploads: [
    ...['uploads', 'prefix', 'delimiter', 'key-marker', 'upload-id-marker'],
    ...['max-uploads', 'encoding-type'],
  ],
  GetBucket: ['prefix', 'delimiter', 'marker', 'max-keys', 'encoding-type'],
  HeadBucket: [],
};

/** Returns the name of the operation that a request asks for; `undefined` when the sandbox has none for it. */
export function operationName(method: string, address: Address, copies: boolean): OperationName | undefined {
  const name = address.key === '' ? ofBucket(method, address.query) : ofObject(method, address.query, copies);
  const asked = [...address.query.keys()].filter((field) => !PASSING.test(field));
  return name && asked.every((field) => PLAYED[name].includes(field)) ? name : undefined;
}

function ofBucket(method: string, query: Address['query']): OperationName | undefined {
  switch (method) {
    case 'GET':
      return query.has('uploads') ? 'ListMultipartUploads' : 'GetBucket';
    case 'HEAD':
      return 'HeadBucket';
    case 'POST':
      return query.has('delete') ? 'DeleteMultipleObjects' : undefined;
    default:
      return undefined;
  }
}

function ofObject(method: string, query: Address['query'], copies: boolean): OperationName | undefined {
  switch (method) {
    case 'PUT':
      if (query.has('partnumber')) return copies ? 'UploadPartCopy' : 'UploadPart';
      return copies ? 'PutObjectCopy' : 'PutObject';
    case 'POST':
      return query.has('uploads')
        ? 'InitiateMultipartUpload'
        : query.has('uploadid')
          ? 'CompleteMultipartUpload'
          : undefined;
    case 'GET':
      return query.has('uploadid') ? 'ListParts' : 'GetObject';
    case 'HEAD':
      return 'HeadObject';
    case 'DELETE':
      return query.has('uploadid') ? 'AbortMultipartUpload' : 'DeleteObject';
    default:
      return undefined;
  }
}
