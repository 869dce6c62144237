import { AppError, type Failure } from '../core/errors';
import type { Credential } from '../core/model';
import { record, requestIdOf, text } from './fields';
import { httpFailure } from './httpFailure';
import { networkFailure } from './networkFailure';
import { redact } from './redact';

// Every code of the published lists, and both spellings where editions differ: the same under any status.
const codes: Partial<Record<Failure, string>> = {
  busy: 'InternalError InternalErrror KmsInternalException PathConflict ServiceUnavailable UploadConflict',
  clockSkewed: 'RequestTimeTooSkewed',
  corrupted: 'BadDigest InvalidSHA1Digest',
  grantExpired: 'ExpiredToken',
  grantRefused: 'AccessDenied AccessForbidden NoProcessAuthority',
  // The place that TEM named, or the key to it, is none: another one may do.
  grantUnfit: 'InvalidAccessKeyId NoSuchBucket SignatureDoesNotMatch',
  invalid:
    'BadRequest BadRquest EntityTooSmall InvalidArgument InvalidCopySource InvalidDelimiter InvalidDigest ' +
    'InvalidObjectName InvalidPart InvalidPartOrder InvalidRange InvalidRegionName InvalidRequest InvalidURI ' +
    'InvalidUploadStatus KeyTooLong ListPartUploadIdIsEmpty MalformedXML MissingContentLength ' +
    'MissingRequestBodyError NoSuchCopySource NotSupportedStorageClass PreconditionFailed UnexpectedContent',
  notFound: 'NoSuchKey NoSuchUpload NoSuchVersion',
  notOffered: 'MethodNotAllowed NotImplemented UploadIdNotSupported',
  offline: 'EntitySizeNotMatch IncompleteBody',
  service:
    'BucketLocked InvalidBucketState InvalidObjectState KmsException KmsKeyDisabled KmsKeyNotExist ObjectLocked ' +
    'PaymentRequired PermanentRedirect Redirect TemporaryRedirect UnavailableForLegalReasons ' +
    'UserNotSourceBucketOwner UserNotTargetBucketOwner',
  throttled: 'KmsFreqControl SlowDown TooManyRequests',
  timedOut: 'RequestTimeout UserNetworkTooSlow',
  tooLarge: 'EntityTooLarge',
};

const byCode = new Map(
  Object.entries(codes).flatMap(([failure, names]) =>
    names.split(' ').map((name): [string, Failure] => [name.toLowerCase(), failure as Failure]),
  ),
);

// Of codes that are not above. An answer to HEAD has no body, hence no code.
const byStatus: Readonly<Record<number, Failure>> = {
  400: 'invalid',
  401: 'grantRefused',
  403: 'grantRefused',
  405: 'notOffered',
  408: 'timedOut',
  409: 'busy',
  411: 'invalid',
  412: 'invalid',
  416: 'invalid',
  429: 'throttled',
  501: 'notOffered',
};

/** What one call was: for the message, and for what must not be in it. */
export interface CosCall {
  /** As in a policy: `PutObject`. */
  readonly action: string;
  readonly credential: Credential;
}

/** Any error of the COS client (often a plain object) in the product's words, with COS's own code and request id. */
export function cosFailure(error: unknown, call: CosCall): AppError {
  if (error instanceof AppError) return error;
  const fields = record(error);
  const body = record(fields['error']);
  const status = typeof fields['statusCode'] === 'number' ? fields['statusCode'] : 0;
  const requestId = requestIdOf(record(fields['headers'])['x-cos-request-id']) ?? requestIdOf(body['RequestId']);
  const code = text(body['Code']) || text(fields['code']);
  const message = text(body['Message']) || text(fields['message']);
  const isFromCos = requestId !== undefined;
  const failure = failureOf({ code, message, status, isFromCos, action: call.action });
  const words = [
    lead(failure, call.action),
    status ? `HTTP ${status}` : '',
    code === String(status) ? '' : code,
    message,
  ];
  return new AppError(failure, redact(words.filter(Boolean).join(': '), [call.credential]), requestId);
}

interface Seen {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly isFromCos: boolean;
  readonly action: string;
}

function failureOf({ code, message, status, isFromCos, action }: Seen): Failure {
  const known = byCode.get(code.toLowerCase());
  if (known === 'grantRefused' && message.includes('expired')) return 'grantExpired';
  if (known) return known;
  if (!status) return networkFailure(code, message) ?? 'service';
  if (!isFromCos) return httpFailure(status);
  // Whatever else is not there, that no upload and no object is, only COS's own words can say; a HEAD has none.
  if (status === 404) return action === 'HeadObject' ? 'notFound' : 'service';
  return byStatus[status] ?? (status >= 500 ? 'busy' : status < 400 ? 'garbled' : 'service');
}

function lead(failure: Failure, action: string): string {
  if (failure === 'grantRefused') return `the temporary key may not do cos:${action}`;
  return failure === 'garbled' ? `${action}: the answer is not one of COS's` : action;
}
