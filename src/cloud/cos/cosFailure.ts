import { AppError, type Failure } from '../../core/errors';
import type { Credential } from '../../core/model';
import { record, requestIdOf, text } from '../http/fields';
import { cosCode, cosStatus } from './cosCodes';
import { httpFailure } from '../http/httpFailure';
import { networkFailure } from '../http/networkFailure';
import { redact } from '../http/redact';

/** The request that failed: its name for the message, and the credential that must not be in it. */
export interface CosCall {
  /** As in a policy: `PutObject`. */
  readonly action: string;
  readonly credential: Credential;
}

/** Translates any error of a request to COS (often a plain object), with COS's code and request id. */
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

/** The facts that a failure is read from. */
interface ErrorFacts {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly isFromCos: boolean;
  readonly action: string;
}

function failureOf({ code, message, status, isFromCos, action }: ErrorFacts): Failure {
  const known = cosCode(code);
  if (known === 'grantRefused' && message.includes('expired')) return 'grantExpired';
  if (known) return known;
  // No response, and no error of the network either: then it is ours.
  if (!status) return networkFailure(code, message) ?? 'internal';
  if (!isFromCos) return httpFailure(status);
  // That there is no such upload or object only COS's code can say, which a response to HEAD has no place for.
  if (status === 404) return action === 'HeadObject' ? 'notFound' : 'service';
  return cosStatus(status);
}

/** The words before COS's own. */
function lead(failure: Failure, action: string): string {
  if (failure === 'grantRefused') return `the temporary key may not do cos:${action}`;
  return failure === 'invalidResponse' ? `${action}: the response is not one of COS` : action;
}
