import { AppError, type Failure } from '../core/errors';
import type { Credential } from '../core/model';
import { record, requestIdOf, text } from './fields';
import { httpFailure } from './httpFailure';
import { networkFailure } from './networkFailure';
import { redact } from './redact';

const byCode = new Map(
  Object.entries<Failure>({
    AccessDenied: 'grantRefused',
    BadDigest: 'corrupted',
    EntitySizeNotMatch: 'offline',
    EntityTooLarge: 'tooLarge',
    ExpiredToken: 'grantExpired',
    IncompleteBody: 'offline',
    InternalError: 'busy',
    InvalidAccessKeyId: 'grantRefused',
    InvalidPart: 'notFound',
    KeyTooLong: 'invalid',
    MalformedXML: 'corrupted',
    NoSuchBucket: 'notFound',
    NoSuchKey: 'notFound',
    NoSuchUpload: 'notFound',
    RequestTimeout: 'timedOut',
    RequestTimeTooSkewed: 'clockSkewed',
    ServiceUnavailable: 'busy',
    SignatureDoesNotMatch: 'grantRefused',
    SlowDown: 'throttled',
    UserNetworkTooSlow: 'timedOut',
  }),
);

// An answer to HEAD has no body, hence no code.
const byStatus: Readonly<Record<number, Failure>> = {
  400: 'invalid',
  401: 'grantRefused',
  403: 'grantRefused',
  404: 'notFound',
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
  const failure = failureOf({ code, message, status, isFromCos: requestId !== undefined });
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
}

function failureOf({ code, message, status, isFromCos }: Seen): Failure {
  if (code === 'AccessDenied' && message.includes('expired')) return 'grantExpired';
  const known = byCode.get(code);
  if (known) return known;
  if (!status) return networkFailure(code, message) ?? 'service';
  if (!isFromCos || status >= 500) return httpFailure(status);
  return byStatus[status] ?? (status < 400 ? 'garbled' : 'service');
}

function lead(failure: Failure, action: string): string {
  if (failure === 'grantRefused') return `the temporary key may not do cos:${action}`;
  return failure === 'garbled' ? `${action}: the answer is not one of COS's` : action;
}
