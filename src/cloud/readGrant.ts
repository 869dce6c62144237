import { AppError } from '../core/errors';
import type { ReadGrant, UploadGrant } from '../core/model';
import { record, text } from './fields';
import { readValidity } from './readValidity';

/** The grant in `CreateCosToken`'s result. Throws `noGrant` where there is none, `garbled` where something lacks. */
export function readGrant(result: unknown, nowMs: number, requestId: string | undefined): UploadGrant {
  if (result === null || result === undefined) {
    throw new AppError('noGrant', 'CreateCosToken answered without a result', requestId);
  }
  const fields = record(result);
  const required = (name: string): string => {
    const value = text(fields[name]);
    if (value) return value;
    throw new AppError('garbled', `CreateCosToken answered without ${name}`, requestId);
  };
  const key = required('FullPath').replace(/^\/{1,1000}/, '');
  if (!key) throw new AppError('garbled', 'CreateCosToken answered with an empty FullPath', requestId);
  return {
    bucket: required('Bucket'),
    region: required('Region'),
    key,
    credential: {
      secretId: required('TmpSecretId'),
      secretKey: required('TmpSecretKey'),
      token: required('SessionToken'),
    },
    ...readValidity(fields['StartTime'], fields['ExpiredTime'], nowMs),
  };
}

/** The same as leave to read all of an application's packages. Throws `garbled` too where no folder holds them all. */
export function readReadGrant(
  result: unknown,
  applicationId: string,
  nowMs: number,
  requestId: string | undefined,
): ReadGrant {
  const { key, ...grant } = readGrant(result, nowMs, requestId);
  const prefix = homeOf(key, applicationId);
  if (prefix) return { ...grant, prefix };
  throw new AppError('garbled', 'CreateCosToken answered with a FullPath in no folder', requestId);
}

/** The folder of all versions: that of the application, else what lies above `{version}/{name}`. */
function homeOf(key: string, applicationId: string): string {
  const folder = `/${applicationId}/`;
  const at = `/${key}`.indexOf(folder);
  if (at >= 0) return key.slice(0, at + folder.length - 1);
  const above = key.split('/').slice(0, -2).join('/');
  return above && `${above}/`;
}
