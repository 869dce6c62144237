import type { Clock } from '../../core/clock';
import { AppError, isAuthFailure } from '../../core/errors';
import type { Connection, Credential } from '../../core/model';
import type { Log } from '../../core/ports/log';
import type { CallOptions } from '../../core/ports/tem';
import { raceAbort } from '../../core/raceAbort';
import { temUrl } from '../http/baseUrl';
import { requestIdOf } from '../http/fields';
import { callApi, type ApiFields } from './callApi';
import { RateLimiter, type CallShare } from './rateLimiter';
import { temFailure } from './temFailure';

const version = '2021-07-01';

/** One request of the API. */
export interface TemRequest {
  readonly connection: Connection;
  readonly region: string;
  readonly action: string;
  readonly parameters: ApiFields;
}

/** The response to any action: `result` is unchecked. */
export interface TemResponse {
  readonly result: unknown;
  readonly requestId: string | undefined;
}

/** Gets another credential for one that has expired; `undefined` where there is none. */
export type RenewCredential = (credential: Credential) => Promise<Credential | undefined>;

/** Collaborators of `TemApi`. `share` is what other windows of this machine leave of the rate limit. */
export interface TemApiDeps {
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug'>;
  readonly renew: RenewCredential;
  readonly share?: CallShare;
}

/** Sends requests to TEM within its rate limit, retries them, and renews the credential of a role once. */
export class TemApi {
  private readonly limiter: RateLimiter;

  constructor(
    private readonly deps: TemApiDeps,
    private readonly timeoutMs: number,
  ) {
    this.limiter = new RateLimiter(deps.clock, deps.share);
  }

  /** Resolves with TEM's response. Throws `AppError` only. */
  async send(request: TemRequest, { signal }: CallOptions): Promise<TemResponse> {
    const { connection } = request;
    try {
      return await this.sendAs(connection.credential, request, { signal });
    } catch (error) {
      if (!isAuthFailure(error)) throw error;
      const credential = await raceAbort(signal, this.deps.renew(connection.credential));
      if (!credential) throw error;
      return this.sendAs(credential, request, { signal });
    }
  }

  private sendAs(credential: Credential, request: TemRequest, { signal }: CallOptions): Promise<TemResponse> {
    const { connection, region, action, parameters } = request;
    const { clock, log } = this.deps;
    const { timeoutMs } = this;
    const api = { service: 'TEM', version, url: temUrl(connection), credential, timeoutMs, clock, log } as const;
    const call = {
      region,
      action,
      parameters,
      read: (response: ApiFields) => readResponse(action, response),
      failureOf: (error: unknown) => temFailure(error, { action, credential }),
      takeTurn: () => this.limiter.take(`${action} ${credential.secretId}`, { signal }),
    };
    return callApi(api, call, { signal });
  }
}

function readResponse(action: string, response: ApiFields): TemResponse {
  if (!('RequestId' in response) && !('Result' in response)) {
    throw new AppError('invalidResponse', `${action}: the response is not one of TEM's`);
  }
  return { result: response['Result'], requestId: requestIdOf(response['RequestId']) };
}
