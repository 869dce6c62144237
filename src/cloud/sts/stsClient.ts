import { AppError } from '../../core/errors';
import type { Connection, Credential, Identity } from '../../core/model';
import { stsUrl } from '../http/baseUrl';
import { callApi } from '../tem/callApi';
import { countIn, header, record, requestIdOf, text } from '../http/fields';
import { retry } from '../../core/retry';
import { temRetryPolicy } from '../tem/temRetryPolicy';
import { stsFailure } from './stsFailure';
import { systemClock, type Clock } from '../../core/clock';

/** Whoever assumes a role, the role, and where that is asked for. */
export type RoleRequest = Required<Identity> & Pick<Connection, 'site' | 'endpoints'>;

/** The temporary key of a role. `expiresAt` is epoch seconds. */
export interface RoleKey {
  readonly credential: Required<Credential>;
  readonly expiresAt: number;
}

const version = '2018-08-13';
// As the CLI asks: STS is the same in every region.
const region = 'ap-guangzhou';
const durationSeconds = 7200;

/** STS 2018-08-13 over the official SDK, which is loaded at the first call. */
export class StsClient {
  constructor(
    private readonly timing: Pick<Clock, 'sleep' | 'random'> = systemClock,
    private readonly timeoutMs = 30_000,
  ) {}

  /** Throws `AppError` only: `roleDenied`, `roleUnknown`, `roleInvalid` and `roleKeyRefused` are what STS says of it. */
  async assumeRole(request: RoleRequest): Promise<RoleKey> {
    const { credential, role } = request;
    const parameters = { RoleArn: role.arn, RoleSessionName: role.sessionName, DurationSeconds: durationSeconds };
    // All who need the key wait for it together: none of them can call it off.
    const { signal } = new AbortController();
    const api = { version, url: stsUrl(request), credential, timeoutMs: this.timeoutMs };
    const call = { region, action: 'AssumeRole', parameters, signal };
    const attempt = () =>
      callApi(api, call).catch((error: unknown) => {
        throw stsFailure(error, request);
      });
    const answer = await retry(temRetryPolicy(call.action), this.timing, attempt, { signal });
    return readRoleKey(answer);
  }
}

function readRoleKey(answer: Readonly<Record<string, unknown>>): RoleKey {
  const { TmpSecretId, TmpSecretKey, Token } = record(answer['Credentials']);
  const credential = { secretId: text(TmpSecretId), secretKey: text(TmpSecretKey), token: text(Token) };
  const expiresAt = countIn(answer['ExpiredTime']);
  if (Object.values(credential).every((one) => header.test(one)) && expiresAt !== undefined)
    return { credential, expiresAt };
  throw new AppError('invalidResponse', "AssumeRole: the answer is not one of STS's", requestIdOf(answer['RequestId']));
}
