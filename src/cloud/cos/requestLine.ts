import { AppError } from '../../core/errors';
import type { Credential } from '../../core/model';
import { redact } from '../http/redact';

/** One request to COS and how it ended. `status` is absent where there was no response, `error` then says why. */
export interface LoggedRequest {
  readonly action: string;
  readonly ms: number;
  readonly status?: number;
  readonly error?: string;
  /** Of the request's body or, of a download, of the response's. */
  readonly bytes: number;
  readonly requestId?: string | undefined;
  readonly attempt?: number | undefined;
}

/** Formats the log line of a request; whatever a server echoes, nothing of `credential` is in it. */
export function requestLine(request: LoggedRequest, credential: Partial<Credential>): string {
  const { action, ms, status, error, bytes, requestId, attempt } = request;
  const fields = [
    status === undefined ? 'no response' : `HTTP ${status}`,
    error,
    `${Math.round(ms)} ms`,
    `${bytes} bytes`,
    requestId && `request ${requestId}`,
    attempt && `attempt ${attempt}`,
  ];
  return redact(`COS ${action}: ${fields.filter(Boolean).join(', ')}`, [credential]);
}

/** Names an error without a response for the log: by its failure or code, never by words that others wrote. */
export function errorName(error: unknown): string {
  if (error instanceof AppError) return error.failure;
  const { code, name } = error as NodeJS.ErrnoException;
  return code ?? name ?? 'unknown error';
}
