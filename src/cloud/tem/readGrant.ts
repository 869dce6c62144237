import { AppError } from '../../core/errors';
import type { ReadGrant, UploadGrant } from '../../core/model';
import { isSafeKey } from '../cos/cosKey';
import { header, record, text } from '../http/fields';
import { readValidity } from './readValidity';
import type { TemResponse } from './temApi';

/** The package that a grant was requested for, and when: `nowMs` is epoch ms. */
export interface GrantSubject {
  readonly applicationId: string;
  readonly packageName: string;
  readonly nowMs: number;
}

type Place = Omit<ReadGrant, 'prefix'> & { readonly fullPath: string };

/**
 * Reads the grant to write one package from the response to `CreateCosToken`. Throws `noGrant` where TEM gave none,
 * `invalidResponse` where a field is missing or the path is not that of the package.
 */
export function readGrant(response: TemResponse, { applicationId, packageName, nowMs }: GrantSubject): UploadGrant {
  const { fullPath: key, ...grant } = readPlace(response, nowMs);
  const isPackage = isSafeKey(key) && key.split('/').at(-1) === packageName;
  if (!isPackage || isOfAnother(key, applicationId)) throw elsewhere(response);
  return { ...grant, key };
}

/**
 * Reads the grant to list and read all packages of an application. Throws as `readGrant` does, and `invalidResponse` where
 * no folder holds them all.
 */
export function readReadGrant(
  response: TemResponse,
  { applicationId, nowMs }: Pick<GrantSubject, 'applicationId' | 'nowMs'>,
): ReadGrant {
  const { fullPath, ...grant } = readPlace(response, nowMs);
  const prefix = homeOf(fullPath, applicationId);
  if (!prefix) {
    throw new AppError('invalidResponse', 'CreateCosToken returned a FullPath without a folder', response.requestId);
  }
  if (!isSafeKey(prefix.slice(0, -1)) || isOfAnother(`${prefix}version/package`, applicationId)) {
    throw elsewhere(response);
  }
  return { ...grant, prefix };
}

function readPlace({ result, requestId }: TemResponse, nowMs: number): Place {
  if (result === null || result === undefined) {
    throw new AppError('noGrant', 'CreateCosToken returned no Result', requestId);
  }
  const fields = record(result);
  const required = (name: string, pattern: RegExp): string => {
    const value = text(fields[name]);
    if (pattern.test(value)) return value;
    throw new AppError('invalidResponse', `CreateCosToken returned no ${name}`, requestId);
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

/** Tells whether a key lies in the folder of another application, which TEM calls `service-…` at any depth. */
function isOfAnother(key: string, applicationId: string): boolean {
  const folders = key.split('/').slice(0, -2);
  return folders.some((folder) => /^(?:app|service)-[a-z0-9]{1,64}$/.test(folder) && folder !== applicationId);
}

function elsewhere({ requestId }: TemResponse): AppError {
  return new AppError('invalidResponse', "CreateCosToken returned a FullPath that is not the package's", requestId);
}

/** Returns the folder of all versions: that of the application, else the one above `{version}/{name}`; empty for none. */
function homeOf(key: string, applicationId: string): string {
  const folder = `/${applicationId}/`;
  const at = `/${key}`.indexOf(folder);
  if (at >= 0) return key.slice(0, at + folder.length - 1);
  const above = key.split('/').slice(0, -2).join('/');
  return above && `${above}/`;
}
