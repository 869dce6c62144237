import assert from 'node:assert/strict';
import { cosCodes } from '../../../src/cloud/cos/cosCodes';
import { cosFailure } from '../../../src/cloud/cos/cosFailure';
import { temCodes } from '../../../src/cloud/tem/temCodes';
import { temFailure } from '../../../src/cloud/tem/temFailure';
import { failureConsequences } from '../../../src/core/failureConsequences';
import { cosMeanings, cosStatuses } from '../../fixtures/documentedCosCodes';
import { codesOf, codesPerAction, documentedTemCodes } from '../../fixtures/documentedTemCodes';

const credential = { secretId: 'AKIDaaaaaaaaaaaaaaaa', secretKey: 'aSecretKeyOfTheTest' };

describe("TEM's codes", () => {
  const failed = (code: string) =>
    temFailure({ code, message: `${code} it is`, requestId: 'r-1' }, { action: 'DeployApplication', credential });

  it('have the failure that each is documented to be, which says what to try and that what has arrived is kept', () => {
    for (const [code, failure, again] of documentedTemCodes) {
      const error = failed(code);
      assert.equal(error.failure, failure, code);
      assert.equal(temCodes.get(code), failure, `${code} is not in the table itself`);
      assert.deepEqual([failureConsequences[failure].again, failureConsequences[failure].isKept], [again, true], code);
      assert.equal(error.requestId, 'r-1');
      assert.ok(error.detail.includes(code) && error.detail.includes('it is'), error.detail);
    }
  });

  it('are all that the actions are documented with, and no others but one that tem-api.md alone has', () => {
    const known = new Set(documentedTemCodes.map(([code]) => code));
    assert.equal(Object.keys(codesPerAction).length, 20);
    for (const [action, codes] of Object.entries(codesPerAction)) {
      for (const code of codesOf(codes)) assert.ok(known.has(code), `${action}: ${code}`);
    }
    assert.deepEqual(
      [...temCodes.keys()].filter((code) => !known.has(code)),
      ['FailedOperation.ServiceDeploying'],
    );
  });

  it('go by their family where they are new', () => {
    for (const [code, failure] of [
      ['AuthFailure.New', 'denied'],
      ['InternalError.New', 'failedInside'],
      ['InvalidParameter.New', 'invalid'],
      ['InvalidParameterValue.New', 'invalid'],
      ['LimitExceeded.New', 'quota'],
      ['MissingParameter.New', 'ourFault'],
      ['RequestLimitExceeded.New', 'throttled'],
      ['ResourceInUse.New', 'locked'],
      ['ResourceNotFound.New', 'notFound'],
      ['UnauthorizedOperation.New', 'denied'],
      ['OperationDenied.New', 'service'],
      ['New.Altogether', 'service'],
    ] as const) {
      assert.equal(failed(code).failure, failure, code);
    }
  });

  it('of a refusal by CAM name the action that is missing, and of a field that is missing which', () => {
    assert.match(failed('UnauthorizedOperation.UnauthorizedOperation').detail, /permission tem:DeployApplication/);
    assert.match(failed('MissingParameter.PkgNameNull').detail, /PkgNameNull/);
  });
});

describe("COS's codes", () => {
  const failed = (statusCode: number, Code: string, Message = 'm') =>
    cosFailure(
      { statusCode, headers: { 'x-cos-request-id': 'r-2' }, error: { Code, Message } },
      { action: 'UploadPart', credential },
    );

  it('have the failure that each is documented to be, under any status and in any case', () => {
    for (const { status, codes, failure, again, isKept } of cosMeanings) {
      assert.deepEqual(
        [failureConsequences[failure].again, failureConsequences[failure].isKept],
        [again, isKept],
        codes,
      );
      for (const code of codes.split(' ')) {
        for (const at of [status, 200, 400, 403, 500, 599]) {
          for (const written of [code, code.toLowerCase(), code.toUpperCase()]) {
            const error = failed(at, written);
            assert.equal(error.failure, failure, `${at} ${written}`);
            assert.equal(error.requestId, 'r-2');
            assert.ok(error.detail.includes(written), error.detail);
          }
        }
      }
    }
  });

  it('are all that are published, and no others', () => {
    const published = cosMeanings.flatMap(({ codes }) => codes.toLowerCase().split(' '));
    assert.deepEqual([...new Set(published)].sort(), [...cosCodes.keys()].sort());
  });

  it('go by their status where they are new, or where there is none', () => {
    for (const [status, failure, again] of cosStatuses) {
      for (const code of ['SomethingNew', '']) assert.equal(failed(status, code).failure, failure, `${status} ${code}`);
      assert.equal(failureConsequences[failure].again, again);
    }
  });

  it('of an expired key are told from one that may not', () => {
    assert.equal(failed(403, 'AccessDenied', 'Request has expired').failure, 'grantExpired');
  });
});
