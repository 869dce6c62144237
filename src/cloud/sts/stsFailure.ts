import { AppError, type Failure } from '../../core/errors';
import type { Identity } from '../../core/model';
import { visible } from '../../core/visible';
import { record, requestIdOf, text } from '../http/fields';
import { redact } from '../http/redact';
import { temFailure } from '../tem/temFailure';

// The documented codes of AssumeRole that mean something else than their families do.
const byCode = new Map(
  Object.entries<Failure>({
    'AuthFailure.InvalidAuthorization': 'ourFault',
    'AuthFailure.MFAFailure': 'mfaMissing',
    'AuthFailure.SignatureExpire': 'clockSkewed',
    'AuthFailure.UnauthorizedOperation': 'roleDenied',
    'FailedOperation.TempKeyNotAllowed': 'roleKeyRefused',
    'InternalError.GetRoleError': 'roleUnknown',
    'InternalError.IllegalRole': 'roleInvalid',
    'InvalidParameter.AccessKeyNotSupport': 'roleKeyRefused',
    'InvalidParameter.AccountNotAvaliable': 'roleUnknown',
    'InvalidParameter.GrantOtherResource': 'roleDenied',
    'InvalidParameter.OverLimit': 'throttled',
  }),
);

const byFamily = new Map(
  Object.entries<Failure>({
    AuthFailure: 'roleKeyRefused',
    InternalError: 'busy',
    InvalidParameter: 'roleInvalid',
    InvalidParameterValue: 'roleInvalid',
    MissingParameter: 'roleInvalid',
    ResourceNotFound: 'roleUnknown',
    UnauthorizedOperation: 'roleDenied',
    UnsupportedOperation: 'service',
  }),
);

/** Turns any error of AssumeRole into an `AppError` that names the role, with the code and request id of STS. */
export function stsFailure(error: unknown, { credential, role }: Required<Identity>): AppError {
  const fields = record(error);
  const code = text(fields['code']);
  const known = byCode.get(code) ?? byFamily.get(code.split('.')[0] ?? '');
  if (error instanceof AppError || !known) return temFailure(error, { action: 'AssumeRole', credential });
  const words = [visible(role.arn), redact(code, []), redact(text(fields['message']), [credential])].filter(Boolean);
  return new AppError(known, words.join(': '), requestIdOf(fields['requestId']));
}
