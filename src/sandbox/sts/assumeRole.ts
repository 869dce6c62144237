import { randomBytes } from 'node:crypto';
import { newKey } from '../newKey';
import { permits } from '../permits';
import { Refusal } from '../refusal';
import type { Inputs, Parameters } from '../tem/parameters';
import type { Account, Role, World } from '../world';

const documented = {
  RoleArn: 'string',
  RoleSessionName: 'string',
  DurationSeconds: 'int64',
  Policy: 'string',
  ExternalId: 'string',
  Tags: [{ Key: 'string', Value: 'string' }],
  SourceIdentity: 'string',
  SerialNumber: 'string',
  TokenCode: 'string',
} satisfies Inputs;
const usualSeconds = 7200;
const mostSeconds = 43_200;
const keptSessions = 10_000;

/**
 * Creates a temporary credential of the role and returns the fields of the response to AssumeRole. `now` is epoch ms.
 * Throws `Refusal` with the documented codes.
 */
export function assumeRole(
  world: World,
  caller: Account,
  parameters: Parameters,
  now: number,
): Readonly<Record<string, unknown>> {
  parameters.refuseOthers(documented);
  const arn = parameters.text('RoleArn');
  if (!/^[\w+=,.@-]{2,128}$/.test(parameters.text('RoleSessionName'))) throw invalid('RoleSessionName');
  const seconds = parameters.optionalInteger('DurationSeconds') ?? usualSeconds;
  if (seconds < 1) throw invalid('DurationSeconds');
  const role = roleOf(world, arn);
  if (!permits(caller, 'sts:AssumeRole') || !role.trusted.includes(caller.uin)) {
    throw new Refusal(200, 'UnauthorizedOperation', `uin/${caller.uin} may not perform sts:AssumeRole on ${arn}.`);
  }
  if (seconds > Math.min(mostSeconds, role.maxSeconds)) {
    throw new Refusal(200, 'InvalidParameter.OverTimeError', 'DurationSeconds exceeds what the role allows.');
  }
  return answerOf(begin(world, role, Math.floor(now / 1000) + seconds));
}

function roleOf(world: World, arn: string): Role {
  const [, uin = '', kind = '', which = ''] = /^qcs::cam::uin\/(\d{1,20}):(role|roleName)\/(.{1,200})$/.exec(arn) ?? [];
  if (!which) throw invalid('RoleArn');
  const role = world.roles.find((one) => one.uin === uin && which === (kind === 'role' ? one.id : one.name));
  if (!role) throw new Refusal(200, 'ResourceNotFound.RoleNotFound', 'The role does not exist.');
  return role;
}

/** Begins a session of the role: its credential acts as the role until `expiresAt`, in epoch seconds. */
function begin(world: World, { uin, actions }: Role, expiresAt: number): Required<Account> {
  const owner = world.accounts.find((account) => account.uin === uin);
  if (!owner) throw new Refusal(200, 'InvalidParameter.AccountNotAvaliable', `The account ${uin} does not exist.`);
  const token = randomBytes(120).toString('base64url');
  const session = { ...owner, ...newKey(), token, expiresAt, actions };
  world.sessions.push(session);
  // Whoever reaches the port may ask for as many as they like.
  if (world.sessions.length > keptSessions) world.sessions.shift();
  return session;
}

function answerOf({ secretId, secretKey, token, expiresAt }: Required<Account>): Readonly<Record<string, unknown>> {
  return {
    Credentials: { TmpSecretId: secretId, TmpSecretKey: secretKey, Token: token },
    ExpiredTime: expiresAt,
    Expiration: new Date(expiresAt * 1000).toISOString().replace('.000Z', 'Z'),
  };
}

function invalid(name: string): Refusal {
  return new Refusal(200, 'InvalidParameter.ParamError', `The parameter \`${name}\` is not valid.`);
}
