import { systemClock, type Clock } from '../../core/clock';
import { AppError } from '../../core/errors';
import type { Connection, Credential, Identity } from '../../core/model';
import { noLog, type Log } from '../../core/ports/log';
import { stsUrl } from '../http/baseUrl';
import { countIn, header, record, requestIdOf, text } from '../http/fields';
import { callApi, type ApiFields } from '../tem/callApi';
import { stsFailure } from './stsFailure';

/** A role, the credential that assumes it, and the site whose STS is called. */
export type RoleRequest = Required<Identity> & Pick<Connection, 'site' | 'endpoints'>;

/** The temporary credential of a role. `expiresAt` is epoch seconds. */
export interface RoleCredential {
  readonly credential: Required<Credential>;
  readonly expiresAt: number;
}

/** Options of `StsClient`. `clock` and `timeoutMs` (30 s a request) are for tests. */
export interface StsOptions {
  readonly clock?: Pick<Clock, 'sleep' | 'random'>;
  readonly log?: Pick<Log, 'debug'>;
  readonly timeoutMs?: number;
}

const version = '2018-08-13';
// As the CLI asks: STS is the same in every region.
const region = 'ap-guangzhou';
const durationSeconds = 7200;

/** The STS API over the official SDK, which is loaded at the first call. */
export class StsClient {
  private readonly options: Required<StsOptions>;

  constructor({ clock = systemClock, log = noLog, timeoutMs = 30_000 }: StsOptions = {}) {
    this.options = { clock, log, timeoutMs };
  }

  /** Gets a credential for two hours. Throws `AppError` only; STS's own refusals become `roleDenied`, `roleUnknown`, … */
  async assumeRole(request: RoleRequest): Promise<RoleCredential> {
    const { credential, role } = request;
    const call = {
      region,
      action: 'AssumeRole',
      parameters: { RoleArn: role.arn, RoleSessionName: role.sessionName, DurationSeconds: durationSeconds },
      read: readRoleCredential,
      failureOf: (error: unknown) => stsFailure(error, request),
    };
    // All who need the credential wait for it together: none of them can call it off.
    const { signal } = new AbortController();
    const api = { service: 'STS', version, url: stsUrl(request), credential, ...this.options } as const;
    return callApi(api, call, { signal });
  }
}

function readRoleCredential(response: ApiFields): RoleCredential {
  const { TmpSecretId, TmpSecretKey, Token } = record(response['Credentials']);
  const credential = { secretId: text(TmpSecretId), secretKey: text(TmpSecretKey), token: text(Token) };
  const expiresAt = countIn(response['ExpiredTime']);
  if (Object.values(credential).every((one) => header.test(one)) && expiresAt !== undefined)
    return { credential, expiresAt };
  const requestId = requestIdOf(response['RequestId']);
  throw new AppError('invalidResponse', "AssumeRole: the response is not one of STS's", requestId);
}
