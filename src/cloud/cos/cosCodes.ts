import type { Failure } from '../../core/errors';

/**
 * Every code of COS's published lists by what it means, and both spellings where editions differ: the same under any status,
 * whatever its case. What may be tried then, and whether what has arrived stays, goes by the failure: `core/failureConsequences.ts`.
 */
const codes: Partial<Record<Failure, string>> = {
  arrears: 'PaymentRequired',
  bodyTooLarge: 'EntityTooLarge',
  bucketKey: 'KmsException KmsKeyDisabled KmsKeyNotExist',
  busy: 'InternalError InternalErrror KmsInternalException',
  clockSkewed: 'RequestTimeTooSkewed',
  conflict: 'PathConflict UploadConflict',
  copyRefused:
    'InvalidCopySource NoSuchCopySource PreconditionFailed UserNotSourceBucketOwner UserNotTargetBucketOwner',
  corrupted: 'BadDigest InvalidSHA1Digest',
  cutShort: 'EntitySizeNotMatch IncompleteBody',
  grantExpired: 'ExpiredToken',
  grantRefused: 'AccessDenied AccessForbidden NoProcessAuthority',
  // The place that TEM named, or the key to it, is none: another one may do.
  grantUnfit: 'InvalidAccessKeyId NoSuchBucket SignatureDoesNotMatch',
  notFound: 'NoSuchKey NoSuchVersion',
  notOffered: 'MethodNotAllowed NotImplemented UploadIdNotSupported',
  overloaded: 'KmsFreqControl ServiceUnavailable SlowDown TooManyRequests',
  redirected: 'PermanentRedirect Redirect TemporaryRedirect',
  requestRefused:
    'BadRequest BadRquest EntityTooSmall InvalidArgument InvalidDelimiter InvalidDigest InvalidObjectName InvalidPart ' +
    'InvalidPartOrder InvalidRange InvalidRegionName InvalidRequest InvalidURI InvalidUploadStatus KeyTooLong ' +
    'ListPartUploadIdIsEmpty MalformedXML MissingContentLength MissingRequestBodyError NotSupportedStorageClass ' +
    'UnexpectedContent',
  slowLine: 'RequestTimeout UserNetworkTooSlow',
  storeLocked: 'BucketLocked InvalidBucketState InvalidObjectState ObjectLocked',
  uploadGone: 'NoSuchUpload',
  withheld: 'UnavailableForLegalReasons',
};

/** The documented codes, in lower case. */
export const cosCodes: ReadonlyMap<string, Failure> = new Map(
  Object.entries(codes).flatMap(([failure, names]) =>
    names.split(' ').map((name): [string, Failure] => [name.toLowerCase(), failure as Failure]),
  ),
);

// For codes that are not above. A response to HEAD has no body, hence no code.
const byStatus: Readonly<Record<number, Failure>> = {
  400: 'requestRefused',
  401: 'grantRefused',
  402: 'arrears',
  403: 'grantRefused',
  405: 'notOffered',
  408: 'timedOut',
  409: 'conflict',
  411: 'requestRefused',
  412: 'copyRefused',
  413: 'bodyTooLarge',
  416: 'requestRefused',
  429: 'overloaded',
  451: 'withheld',
  501: 'notOffered',
  503: 'overloaded',
};

/** Translates a code of COS; `undefined` for one that is not documented. */
export function cosCode(code: string): Failure | undefined {
  return cosCodes.get(code.toLowerCase());
}

/** Translates the status of a response of COS whose code says nothing. */
export function cosStatus(status: number): Failure {
  return (
    byStatus[status] ??
    (status >= 500 ? 'busy' : status < 300 ? 'invalidResponse' : status < 400 ? 'redirected' : 'service')
  );
}
