/**
 * What may be tried after a refusal: the same once more, once more with another key, another shape, smaller requests, the
 * parts as the store lists them, all anew, or nothing.
 */
export type Again = 'yes' | 'newKey' | 'shape' | 'smaller' | 'listed' | 'anew' | 'no';

/** Every code that an upload can meet, as published; what has arrived stays after all but `anew`. */
export const storeCodes: readonly (readonly [status: number, again: Again, codes: string, message?: string])[] = [
  [400, 'yes', 'BadDigest InvalidSHA1Digest IncompleteBody EntitySizeNotMatch'],
  [400, 'yes', 'RequestTimeout RequestTimeOut UserNetworkTooSlow'],
  [400, 'newKey', 'ExpiredToken'],
  [403, 'newKey', 'ExpiredToken'],
  [403, 'newKey', 'AccessDenied', 'Request has expired'],
  [400, 'smaller', 'EntityTooLarge'],
  [
    400,
    'listed',
    'EntityTooSmall InvalidPart InvalidPartOrder MalformedXML InvalidArgument InvalidDigest InvalidURI InvalidRequest ' +
      'BadRequest BadRquest KeyTooLong InvalidObjectName UnexpectedContent MissingRequestBodyError InvalidUploadStatus ' +
      'ListPartUploadIdIsEmpty InvalidRegionName NotSupportedStorageClass InvalidDelimiter SomethingNew',
  ],
  [400, 'no', 'InvalidCopySource'],
  [400, 'no', 'KmsException KmsKeyDisabled KmsKeyNotExist'],
  [402, 'no', 'PaymentRequired SomethingNew'],
  [403, 'newKey', 'AccessForbidden NoProcessAuthority InvalidAccessKeyId SignatureDoesNotMatch'],
  [403, 'no', 'RequestTimeTooSkewed InvalidObjectState UserNotSourceBucketOwner UserNotTargetBucketOwner'],
  [404, 'anew', 'NoSuchUpload NoSuchKey NoSuchVersion'],
  [400, 'anew', 'NoSuchUpload'],
  [404, 'newKey', 'NoSuchBucket'],
  [404, 'no', 'NoSuchCopySource'],
  [404, 'no', 'SomethingNew'],
  [405, 'shape', 'MethodNotAllowed UploadIdNotSupported'],
  [408, 'yes', 'SomethingNew'],
  [429, 'yes', 'TooManyRequests SomethingNew'],
  [409, 'yes', 'PathConflict UploadConflict SomethingNew'],
  [409, 'no', 'ObjectLocked BucketLocked InvalidBucketState InvalidObjectState'],
  [411, 'listed', 'MissingContentLength SomethingNew'],
  [412, 'no', 'PreconditionFailed SomethingNew'],
  [413, 'smaller', 'SomethingNew'],
  [416, 'listed', 'InvalidRange SomethingNew'],
  [451, 'no', 'UnavailableForLegalReasons SomethingNew'],
  [500, 'yes', 'InternalError InternalErrror KmsInternalException SomethingNew'],
  [501, 'shape', 'NotImplemented'],
  [503, 'yes', 'SlowDown ServiceUnavailable KmsFreqControl SomethingNew'],
  [301, 'no', 'PermanentRedirect'],
  [302, 'no', 'Redirect'],
  [307, 'no', 'TemporaryRedirect'],
  [200, 'yes', 'InternalError'],
];
