import { AppError } from '../../core/errors';
import type { ReadGrant, UploadGrant } from '../../core/model';
import { isSafeKey } from '../cos/cosKey';
import { header, record, text } from '../http/fields';
import { readValidity } from './readValidity';

/** What a grant was asked for. */
export interface GrantSubject {
  readonly applicationId: string;
  readonly packageName: string;
}

type Place = Omit<ReadGrant, 'prefix'> & { readonly fullPath: string };

/**
 * The grant in `CreateCosToken`'s result. Throws `noGrant` where there is none, `invalidResponse` where something lacks, or leads
 * anywhere but to that package.
 */
export function readGrant(
  result: unknown,
  { applicationId, packageName }: GrantSubject,
  nowMs: number,
  requestId: string | undefined,
): UploadGrant {
  const { fullPath: key, ...grant } = readPlace(result, nowMs, requestId);
  const isPackage = isSafeKey(key) && key.split('/').at(-1) === packageName;
  if (!isPackage || isOfAnother(key, applicationId)) throw elsewhere(requestId);
  return { ...grant, key };
}

/** The same as leave to read all of an application's packages. Throws `invalidResponse` too where no folder holds them all. */
export function readReadGrant(
  result: unknown,
  applicationId: string,
  nowMs: number,
  requestId: string | undefined,
): ReadGrant {
  const { fullPath, ...grant } = readPlace(result, nowMs, requestId);
  const prefix = homeOf(fullPath, applicationId);
  if (!prefix) throw new AppError('invalidResponse', 'CreateCosToken answered with a FullPath in no folder', requestId);
  if (!isSafeKey(prefix.slice(0, -1)) || isOfAnother(`${prefix}version/package`, applicationId)) {
    throw elsewhere(requestId);
  }
  return { ...grant, prefix };
}

function readPlace(result: unknown, nowMs: number, requestId: string | undefined): Place {
  if (result === null || result === undefined) {
    throw new AppError('noGrant', 'CreateCosToken answered without a result', requestId);
  }
  const fields = record(result);
  const required = (name: string, pattern: RegExp): string => {
    const value = text(fields[name]);
    if (pattern.test(value)) return value;
    throw new AppError('invalidResponse', `CreateCosToken answered without ${name}`, requestId);
  };
  return {
    bucket: required('Bucket', header),
    region: required('Region', header),
    credential: {
      secretId: required('TmpSecretId', header),
      secretKey: required('TmpSecretKey', header),
      token: required('SessionToken', header),
    },
    fullPath: required('FullPath', /[^/]/).replace(/^\/{1,1000}/, ''),
    ...readValidity(fields['StartTime'], fields['ExpiredTime'], nowMs),
  };
}

/** Whether a key lies in the folder of another application: TEM calls them `service-…`, whatever lies around them. */
function isOfAnother(key: string, applicationId: string): boolean {
  const folders = key.split('/').slice(0, -2);
  return folders.some((folder) => /^(?:app|service)-[a-z0-9]{1,64}$/.test(folder) && folder !== applicationId);
}

function elsewhere(requestId: string | undefined): AppError {
  return new AppError(
    'invalidResponse',
    "CreateCosToken answered with a FullPath that is not the package's",
    requestId,
  );
}

/** The folder of all versions: that of the application, else what lies above `{version}/{name}`. */
function homeOf(key: string, applicationId: string): string {
  const folder = `/${applicationId}/`;
  const at = `/${key}`.indexOf(folder);
  if (at >= 0) return key.slice(0, at + folder.length - 1);
  const above = key.split('/').slice(0, -2).join('/');
  return above && `${above}/`;
}
