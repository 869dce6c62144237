import { AppError } from '../core/errors';
import type { Connection } from '../core/model';
import { temUrl } from './baseUrl';
import { bounded } from './bounded';
import { record, requestIdOf } from './fields';
import { RateLimit, type CallShare } from './rateLimit';
import { retryTem } from './retryTem';
import { temFailure } from './temFailure';
import { loadTemSdk, lossOf } from './temSdk';
import type { Timing } from './timing';

/** One request of the API. */
export interface TemRequest {
  readonly connection: Connection;
  readonly region: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** What every action answers: `result` is unchecked. */
export interface TemAnswer {
  readonly result: unknown;
  readonly requestId: string | undefined;
}

/** Sends requests by the official SDK: never too many a second, again when TEM is busy, and not for ever. */
export class TemApi {
  private readonly limit: RateLimit;

  constructor(
    private readonly timing: Timing,
    private readonly timeoutMs: number,
    share?: CallShare,
  ) {
    this.limit = new RateLimit(timing, share);
  }

  /** Throws `AppError` only. */
  async send(request: TemRequest): Promise<TemAnswer> {
    const { action, connection, signal } = request;
    return retryTem(this.timing, signal, async () => {
      const answered = await this.limit.take(`${action} ${connection.credential.secretId}`, signal);
      try {
        return await this.sendOnce(request);
      } catch (error) {
        throw temFailure(error, { action, credential: connection.credential });
      } finally {
        answered();
      }
    });
  }

  private async sendOnce({ connection, region, action, parameters, signal }: TemRequest): Promise<TemAnswer> {
    const { protocol, host } = temUrl(connection);
    const Client = await loadTemSdk();
    const client = new Client({
      credential: { ...connection.credential },
      region,
      profile: {
        language: 'en-US',
        httpProfile: { endpoint: host, protocol: `${protocol}//`, reqTimeout: this.timeoutMs / 1000 },
      },
    });
    const bounds = { signal, silenceMs: this.timeoutMs, what: action };
    const answer: unknown = await bounded(bounds, (inner) =>
      client.request(action, { ...parameters }, { signal: inner }).catch((error: unknown) => {
        throw lossOf(inner) ?? error;
      }),
    );
    const fields = record(answer);
    if (!('RequestId' in fields) && !('Result' in fields)) {
      throw new AppError('garbled', `${action}: the answer is not one of TEM's`);
    }
    return { result: fields['Result'], requestId: requestIdOf(fields['RequestId']) };
  }
}
