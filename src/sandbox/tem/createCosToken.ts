import { checkVersion } from '../checkVersion';
import type { Grant } from '../grants';
import type { TokenTimeFormat } from '../conditions';
import { Refusal } from '../refusal';
import { bucketOf, packagePrefix } from '../world';
import { type Action, applicationOf } from './action';

const UPLOAD = 1;
const QUERY = 2;

/**
 * Creates a temporary credential: `OptType` 1 for storing one package, 2 for reading and listing an application's
 * packages.
 */
export const createCosToken: Action = (request) => {
  const { account, grants, conditions, parameters, region, requestId } = request;
  const application = applicationOf(request);
  const packageName = parameters.text('PkgName', 'MissingParameter.PkgNameNull');
  const purpose = parameters.integer('OptType');
  if (purpose !== UPLOAD && purpose !== QUERY) {
    throw new Refusal(200, 'InvalidParameterValue', 'The value of `OptType` must be 1 or 2.');
  }
  const version = versionOf(parameters.optionalText('TimeVersion'), grants.now());
  if (conditions.microserviceOffline) {
    throw new Refusal(200, 'ResourceNotFound.MicroserviceOffline', 'The target microservice is offline.');
  }
  if (conditions.nullResult) return { Result: null };

  const home = packagePrefix(account, application.id);
  const key = `${home}${version}/${packageName}`;
  const scope = purpose === UPLOAD ? ({ type: 'write', key } as const) : ({ type: 'read', prefix: home } as const);
  const bucket = bucketOf(account, region.id);
  const grant = grants.create({ bucket, region: region.id, scope, home }, conditions.tokenLifetime);
  return {
    Result: {
      RequestId: requestId,
      Bucket: bucket,
      Region: region.id,
      ...secrets(grant, conditions.tokenTimeFormat),
      FullPath: `${conditions.keyLeadingSlash ? '/' : ''}${key}`,
    },
  };
};

function versionOf(wanted: string | undefined, now: number): string {
  if (!wanted) return String(now);
  checkVersion(wanted);
  return wanted;
}

function secrets(grant: Grant, format: TokenTimeFormat): Readonly<Record<string, string>> {
  return {
    TmpSecretId: grant.secretId,
    TmpSecretKey: grant.secretKey,
    SessionToken: grant.token,
    StartTime: timeText(grant.startsAt, format),
    ExpiredTime: timeText(grant.expiresAt, format),
  };
}

function timeText(seconds: number, format: TokenTimeFormat): string {
  switch (format) {
    case 'seconds':
      return String(seconds);
    case 'milliseconds':
      return String(seconds * 1000);
    case 'datetime':
      return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
  }
}
