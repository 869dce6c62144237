import { AppError } from '../core/errors';
import type { UploadGrant } from '../core/model';
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
  const key = required('FullPath').replace(/^\/+/, '');
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
