import { AppError } from '../core/errors';
import type { Connection } from '../core/model';
import { temUrl } from './baseUrl';
import { bounded } from './bounded';
import { failOnTornAnswer } from './failOnTornAnswer';
import { record, text } from './fields';
import { RateLimit } from './rateLimit';
import { retryTem } from './retryTem';
import { temFailure } from './temFailure';
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
  ) {
    this.limit = new RateLimit(timing);
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
    const { Client } = await import(
      /* webpackChunkName: "tem-sdk" */ 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_client'
    );
    const client = new Client({
      credential: { ...connection.credential },
      region,
      profile: {
        language: 'en-US',
        httpProfile: { endpoint: host, protocol: `${protocol}//`, reqTimeout: this.timeoutMs / 1000, ...ownAgent },
      },
    });
    const bounds = { signal, silenceMs: this.timeoutMs, what: action };
    const answer: unknown = await bounded(bounds, (inner) =>
      failOnTornAnswer(() => client.request(action, { ...parameters }, { signal: inner })),
    );
    const fields = record(answer);
    if (!('RequestId' in fields) && !('Result' in fields)) {
      throw new AppError('garbled', `${action}: the answer is not one of TEM's`);
    }
    return { result: fields['Result'], requestId: text(fields['RequestId']) || undefined };
  }
}

// Given any agent, the SDK leaves `http_proxy` alone; one made as `undefined` leaves proxies and certificates to `https`
// itself, which VS Code has taught all of them.
const ownAgent = { agent: (() => undefined) as never };
