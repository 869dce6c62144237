import type { Grant } from '../grants';
import type { Policy } from '../knobs';
import { Refusal } from '../refusal';
import type { OperationName } from './operation';

type Switches = readonly (keyof Policy)[];

const WRITING: Readonly<Record<OperationName, Switches | undefined>> = {
  PutObject: [],
  GetObject: [],
  HeadObject: [],
  DeleteObject: [],
  InitiateMultipartUpload: ['multipart'],
  UploadPart: ['multipart'],
  UploadPartCopy: ['multipart', 'copying'],
  ListParts: ['multipart'],
  CompleteMultipartUpload: ['multipart'],
  AbortMultipartUpload: ['multipart'],
  ListMultipartUploads: ['multipart', 'listing'],
  GetBucket: ['listing'],
};

const READING: Readonly<Partial<Record<OperationName, Switches>>> = {
  GetObject: [],
  HeadObject: [],
  GetBucket: ['listing'],
};

/** Throws `AccessDenied` unless the temporary key may do this in this bucket, to this key or prefix. */
export function authorize(policy: Policy, grant: Grant, name: OperationName, bucket: string, key: string): void {
  const { scope } = grant;
  const switches = (scope.type === 'write' ? WRITING : READING)[name];
  const lists = name === 'GetBucket' || name === 'ListMultipartUploads';
  const covered =
    scope.type === 'read' ? key.startsWith(scope.prefix) : lists ? key.startsWith(scope.key) : key === scope.key;
  if (grant.bucket === bucket && covered && switches?.every((one) => policy[one])) return;
  throw new Refusal(403, 'AccessDenied', `Access Denied: name/cos:${name} is not allowed on ${bucket}/${key}.`);
}
