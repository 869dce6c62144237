import { AppError, type Failure } from '../../core/errors';
import type { Credential } from '../../core/model';
import { record, requestIdOf, text } from '../http/fields';
import { httpFailure } from '../http/httpFailure';
import { networkFailure } from '../http/networkFailure';
import { redact } from '../http/redact';
import { temCode } from './temCodes';

/** The action of a call, named in the message, and its credential, which is removed from it. */
export interface TemCall {
  readonly action: string;
  readonly credential: Credential;
}

const codes = new WeakMap<AppError, string>();

/** Returns TEM's own code of a refusal; `undefined` for any other error. */
export function temCodeOf(error: unknown): string | undefined {
  return error instanceof AppError ? codes.get(error) : undefined;
}

/** Turns any error of a call into an `AppError` with TEM's own code and request id. */
export function temFailure(error: unknown, call: TemCall): AppError {
  if (error instanceof AppError) return error;
  const fields = record(error);
  const code = text(fields['code']);
  const message = redact(text(fields['message']), [call.credential]);
  const failure = failureOf(code, text(fields['message']), fields);
  const detail = detailOf(failure, call.action, fields, code, message);
  const turned = new AppError(failure, detail, requestIdOf(fields['requestId']));
  if ('requestId' in fields && typeof fields['httpCode'] !== 'number') codes.set(turned, code);
  return turned;
}

function failureOf(code: string, message: string, fields: Readonly<Record<string, unknown>>): Failure {
  const httpStatus = fields['httpCode'];
  if (typeof httpStatus === 'number') return httpFailure(httpStatus);
  const known = temCode(code);
  if (known) return known;
  // What TEM itself refused has nothing to do with the way to it, whatever its words: the SDK gives those errors a code.
  if (code && 'requestId' in fields) return 'service';
  const network = networkFailure(code, message);
  // The SDK stumbles with a TypeError over JSON without the envelope it expects. With a code, nothing was sent.
  return network ?? (code ? 'internal' : 'invalidResponse');
}

function detailOf(
  failure: Failure,
  action: string,
  fields: Readonly<Record<string, unknown>>,
  code: string,
  message: string,
): string {
  if (typeof fields['httpCode'] === 'number') return `${action}: HTTP ${fields['httpCode']} ${message}`.trim();
  if (failure === 'invalidResponse') return `${action}: the response is not one of TEM's`;
  const lead = failure === 'denied' ? `the key lacks the permission tem:${action}` : action;
  return [lead, redact(code, []), message].filter(Boolean).join(': ');
}
