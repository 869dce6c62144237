import type { Grant } from '../grants';
import type { Policy } from '../conditions';
import { Refusal } from '../refusal';
import type { OperationName } from './operation';

type Switches = readonly (keyof Policy)[];

const WRITING: Readonly<Record<OperationName, Switches | undefined>> = {
  PutObject: [],
  PutObjectCopy: ['copying'],
  GetObject: [],
  HeadObject: [],
  DeleteObject: [],
  DeleteMultipleObjects: [],
  InitiateMultipartUpload: ['multipart'],
  UploadPart: ['multipart'],
  UploadPartCopy: ['multipart', 'copying'],
  ListParts: ['multipart'],
  CompleteMultipartUpload: ['multipart'],
  AbortMultipartUpload: ['multipart'],
  ListMultipartUploads: ['multipart', 'listing'],
  GetBucket: ['listing'],
  HeadBucket: ['listing'],
};

const READING: Readonly<Partial<Record<OperationName, Switches>>> = {
  GetObject: [],
  HeadObject: [],
  GetBucket: ['listing'],
  HeadBucket: ['listing'],
};

/** Throws `AccessDenied` unless the credential permits the operation in this bucket, on this object key or prefix. */
export function authorize(policy: Policy, grant: Grant, name: OperationName, bucket: string, key: string): void {
  const switches = (grant.scope.type === 'write' ? WRITING : READING)[name];
  const isOn = switches?.every((one) => policy[one] && policy[one] !== 'none');
  if ((isOn || grant.scope.type === 'owner') && grant.bucket === bucket && covers(policy, grant, name, key)) return;
  throw new Refusal(403, 'AccessDenied', `Access Denied: name/cos:${name} is not allowed on ${bucket}/${key}.`);
}

/** Tells whether the credential may GET an object, hence copy from it. */
export function mayRead(policy: Policy, grant: Grant, bucket: string, key: string): boolean {
  return grant.bucket === bucket && covers(policy, grant, 'GetObject', key);
}

function covers({ copying }: Policy, { home, scope }: Grant, name: OperationName, key: string): boolean {
  if (scope.type === 'owner') return true;
  // The keys of the latter are in its body: each is judged by itself.
  if (name === 'HeadBucket' || name === 'DeleteMultipleObjects') return true;
  const reads = name === 'GetObject' || name === 'HeadObject';
  if (reads && copying === 'application' && key.startsWith(home)) return true;
  const lists = name === 'GetBucket' || name === 'ListMultipartUploads';
  if (scope.type === 'read') return key.startsWith(scope.prefix);
  return lists ? key.startsWith(scope.key) : key === scope.key;
}
