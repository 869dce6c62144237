import type { IncomingHttpHeaders } from 'node:http';
import type { Grant } from '../grants';
import type { Answer } from '../http/answer';
import type { Body } from '../http/body';
import type { Conditions } from '../conditions';
import type { Landing } from '../fault';
import type { Store } from './store';

/** The operations that the sandbox supports, named as COS names the actions of its policies. */
export type OperationName =
  | 'PutObject'
  | 'PutObjectCopy'
  | 'GetObject'
  | 'HeadObject'
  | 'DeleteObject'
  | 'DeleteMultipleObjects'
  | 'InitiateMultipartUpload'
  | 'UploadPart'
  | 'UploadPartCopy'
  | 'ListParts'
  | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload'
  | 'ListMultipartUploads'
  | 'GetBucket'
  | 'HeadBucket';

/** The owner of a bucket, as listings name them. */
export interface Owner {
  readonly appId: string;
  readonly uin: string;
}

/** A request that has passed signature and policy, as an operation receives it. */
export interface OperationRequest {
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
  readonly grant: Grant;
  readonly owner: Owner;
  readonly conditions: Conditions;
  readonly store: Store;
  /** The time of the request, in epoch ms. */
  readonly now: number;
  /** Returns the ETag of bytes with this MD5 (hex), quotes and all. */
  readonly etagOf: (md5: string) => string;
  /** Aborts when the sandbox stops. */
  readonly signal: AbortSignal;
  /** The moment until which a part is held back. */
  readonly landing?: Landing;
}

/** One operation of COS; throws `Refusal`. */
export type Operation = (request: OperationRequest) => Promise<Answer>;
