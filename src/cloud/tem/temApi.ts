import { AppError, isAuthFailure } from '../../core/errors';
import type { Connection, Credential } from '../../core/model';
import { raceAbort } from '../../core/raceAbort';
import { temUrl } from '../http/baseUrl';
import { callApi } from './callApi';
import { requestIdOf } from '../http/fields';
import { RateLimiter, type CallShare } from './rateLimiter';
import { retry } from '../../core/retry';
import { temRetryPolicy } from './temRetryPolicy';
import { temFailure } from './temFailure';
import type { Clock } from '../../core/clock';

const version = '2021-07-01';

/** One request of the API. */
export interface TemRequest {
  readonly connection: Connection;
  readonly region: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** What every action answers: `result` is unchecked. */
export interface TemResponse {
  readonly result: unknown;
  readonly requestId: string | undefined;
}

/** Another key for one that has ended; `undefined` where there is none. */
export type RenewedKey = (credential: Credential) => Promise<Credential | undefined>;

/** Sends requests by the official SDK: never too many a second, again when TEM is busy, and not for ever. */
export class TemApi {
  private readonly limit: RateLimiter;

  constructor(
    private readonly timing: Clock,
    private readonly timeoutMs: number,
    private readonly renewed: RenewedKey,
    share: CallShare | undefined,
  ) {
    this.limit = new RateLimiter(timing, share);
  }

  /** Throws `AppError` only. */
  async send(request: TemRequest): Promise<TemResponse> {
    const { connection, signal } = request;
    try {
      return await this.sendAsIs(request);
    } catch (error) {
      if (!isAuthFailure(error)) throw error;
      const credential = await raceAbort(signal, this.renewed(connection.credential));
      if (!credential) throw error;
      return this.sendAsIs({ ...request, connection: { ...connection, credential } });
    }
  }

  private sendAsIs(request: TemRequest): Promise<TemResponse> {
    const { action, connection, signal } = request;
    const attempt = async (): Promise<TemResponse> => {
      const answered = await this.limit.take(`${action} ${connection.credential.secretId}`, signal);
      try {
        return await this.sendOnce(request);
      } catch (error) {
        throw temFailure(error, { action, credential: connection.credential });
      } finally {
        answered();
      }
    };
    return retry(temRetryPolicy(action), this.timing, attempt, { signal });
  }

  private async sendOnce(request: TemRequest): Promise<TemResponse> {
    const { action, connection } = request;
    const api = { version, url: temUrl(connection), credential: connection.credential, timeoutMs: this.timeoutMs };
    const fields = await callApi(api, request);
    if (!('RequestId' in fields) && !('Result' in fields)) {
      throw new AppError('invalidResponse', `${action}: the answer is not one of TEM's`);
    }
    return { result: fields['Result'], requestId: requestIdOf(fields['RequestId']) };
  }
}
