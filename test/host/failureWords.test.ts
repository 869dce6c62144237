import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cosFailure } from '../../src/cloud/cos/cosFailure';
import { TemClient } from '../../src/cloud/tem/temClient';
import { temFailure } from '../../src/cloud/tem/temFailure';
import { AppError, type Failure } from '../../src/core/errors';
import { checkPackageFile } from '../../src/jar/checkPackageFile';
import { Sandbox } from '../../src/sandbox/sandbox';
import { failureSentence } from '../../src/ui/messages/failureSentence';
import { plainText } from '../../src/ui/messages/plainText';
import { failureWords, type Remedy } from '../../src/ui/messages/failureWords';
import { cosMeanings } from '../fixtures/documentedCosCodes';
import { documentedTemCodes } from '../fixtures/documentedTemCodes';
import { repoRoot } from '../harness/cacheDir';

/** What to do, as each failure's sentence says it, and the button that helps. */
const advice: Record<Failure, RegExp | readonly [RegExp, Remedy]> = {
  notSignedIn: [/Sign in again\.$/, 'signIn'],
  unknownKey: [/Check that it is complete, enabled and belongs to this site\.$/, 'signIn'],
  wrongKey: [/Copy the key again\.$/, 'signIn'],
  expiredKey: [/Get a new one and sign in again\.$/, 'signIn'],
  clockSkewed: /Correct it and try again\.$/,
  denied: /Ask the account administrator to grant it \(QcloudTEMFullAccess includes it\)\.$/,
  offline: /Check the network connection and try again\.$/,
  proxy: [/Check the proxy settings of VS Code\.$/, 'proxySettings'],
  timedOut: /Try again in a moment\.$/,
  throttled: /Try again in a minute\.$/,
  busy: /Try again in a moment\.$/,
  alreadyLocked: /close that window first\.$/,
  journalFailed: /then try again; data already transferred is kept\.$/,
  notResumable: /Try again to upload the file from the start\.$/,
  unsupportedRegion: [/Select other regions\.$/, 'selectRegions'],
  notFound: /Refresh the view\. If you entered the ID or the region, check them\.$/,
  deploying: /Try again when it has finished\.$/,
  invalid: /Correct the value and try again\.$/,
  badVersion: [
    /at most 128 characters, no spaces, no slashes, no invisible characters, and not only dots\.$/,
    'settings',
  ],
  badEndpoint: [/must be https:\/\/ addresses; http:\/\/ is allowed only on this machine\.$/, 'settings'],
  settingsUnwritable: [/Correct and save the file, then try again\.$/, 'settingsFile'],
  misfit: /Select another application\.$/,
  noKey: [/^There is no key to sign in with\.$/, 'signIn'],
  profileUnreadable: /Check its permissions, or run "tccli configure" to create it again\.$/,
  machineRole: [/Use a profile with a key, or with a key, role-arn and role-session-name\.$/, 'signIn'],
  podRole: [/Start VS Code without these variables, use a profile with role-arn .*, or enter a key\.$/, 'signIn'],
  cliKeyExpired:
    /Run any Tencent Cloud CLI command with this profile to renew the key, .* log in again with the CLI\.$/,
  cliLoginEnded: /Log in again with the Tencent Cloud CLI, then try again\.$/,
  roleDenied: /grant sts:AssumeRole to its user and to add the user to the role's trust policy\.$/,
  roleUnknown: /Correct role-arn in the profile, or the environment variable TENCENTCLOUD_ROLE_ARN\.$/,
  roleInvalid: /Correct role-arn and role-session-name .*The role must allow sessions of 2 hours\.$/,
  roleKeyRefused: [/Correct the key or its token at the source, or get a new one\.$/, 'signIn'],
  noGrant: /Check that the application still exists, then try again\.$/,
  grantExpired: /Try again to get new ones\.$/,
  grantRefused: /Try again to get new ones\.$/,
  grantUnfit: /Try again to get new ones\.$/,
  notOffered: /Contact Tencent Cloud support\.$/,
  invalidResponse: /Check the network and its proxy, then try again\.$/,
  badPackage: /Select another file\.$/,
  truncatedPackage: /Wait for the build to finish, then try again\. A package in COS must be uploaded again\.$/,
  damagedEntries: /it is not in TEM yet\. Build the package again, then upload it\.$/,
  emptyPackage: /Build the package again, then upload it\.$/,
  tooLarge: /Reduce the size of the package\.$/,
  unreadable: /Check its permissions and that its drive is available\.$/,
  gone: /Build or download it again, then try again\.$/,
  changedOnDisk: /Wait for the build to finish, then try again\.$/,
  mfaMissing: [/a temporary key obtained with MFA, or with a key that does not require MFA\.$/, 'signIn'],
  addressRefused: /Ask the administrator of the account to allow the address, or use another network\.$/,
  roleMissing: /grant the role, then try again\.$/,
  otherAccount: /another account\. Check the account, the region and the ID\.$/,
  cutShort: /Try again; data already transferred is kept\.$/,
  slowLine: /Try again or use a faster network; data already transferred is kept\.$/,
  certificate: [
    /certificate of the server is not trusted.*this machine must trust its certificate\. Check the clock of this machine as well\.$/,
    'certificateSettings',
  ],
  blockedHere: /Allow the connection in the firewall or antivirus, then try again\.$/,
  tooManyOpen: /Close some programs, then try again; data already transferred is kept\.$/,
  blockedOnTheWay: /Ask the network administrator to allow it, then try again\.$/,
  bodyTooLarge:
    /another network, or ask the network administrator to raise the limit of the proxy; data already transferred is kept\.$/,
  internal: /See the log and report the issue; data already transferred is kept\.$/,
  serviceAway: /Try again in a few minutes\. If the problem persists, check the Tencent Cloud status page\.$/,
  retired: /Update TEM Toolkit\. .*check in the console/,
  arrears: /in arrears.*Top up the account in the Billing Center, then try again\.$/,
  isolated: /Top up the account in the Billing Center, then try again\.$/,
  quota: /ask Tencent Cloud for a higher quota\.$/,
  soldOut: /Request fewer resources, try again later, or use another region\.$/,
  ourFault: /Update TEM Toolkit\. .*report the issue with the RequestId\.$/,
  locked: /Wait for it to finish, then try again\.$/,
  componentInstalling: /Try again in a minute\.$/,
  repositoryNotReady: /Try again in a minute\.$/,
  stopped: /Start it, then try again\.$/,
  notRunningHere: /Deploy it there first\.$/,
  imageApplication: /Deploy it in the console\.$/,
  nothingToUndo: /Select a package and deploy that\.$/,
  nothingRuns: /Deploy the version before instead\.$/,
  alreadyContinued: /Check its status\.$/,
  planOutdated: /Check the new plan, then deploy\.$/,
  packageGone: /Upload it again, then deploy it\.$/,
  packageUnknown: /Refresh the view, then deploy it again\.$/,
  stillUsed: /Stop or delete those first\.$/,
  nameTaken: /Enter another name\.$/,
  notBound: /Bind one in the console, or turn it off for the application\.$/,
  versionRefused: [/Change the setting tem\.versionName, then try again\.$/, 'settings'],
  versionNotLower: [/lowercase versions only\. Change the setting tem\.versionName, then try again\.$/, 'settings'],
  versionTooLong: [/at most 128 characters\. Change the setting tem\.versionName, then try again\.$/, 'settings'],
  timedOutInside: /Check the status, then try again\.$/,
  failedInside: /Check the status, then try again\. .*contact Tencent Cloud support\.$/,
  overloaded: /Try again in a minute; uploads then use fewer connections\.$/,
  requestRefused: /Try again; data already transferred is kept\. .*report the issue with the RequestId\.$/,
  conflict: /Wait for it to finish, then try again\.$/,
  copyRefused: /Try again; data already transferred is kept\.$/,
  storeLocked: /Check it in the COS console, then try again\.$/,
  bucketKey: /Check in the KMS console that it exists and is enabled, then try again\.$/,
  withheld: /legal reasons\. Contact Tencent Cloud support\.$/,
  redirected: [/Check the region and the setting tem\.cosEndpoint\.$/, 'settings'],
  uploadGone: /Try again to upload the file from the start\.$/,
  corrupted: /no wrong package remains in COS\. .*Try again, or use another network\.$/,
  wrongLeft: /was not deleted: .*Do not deploy it; try again\.$/,
  notStored: /Try again\. If the problem persists, contact Tencent Cloud support\.$/,
  unverified: /Check the package before you deploy it\.$/,
  noLink: /Check that the package and its application still exist, then try again\.$/,
  linkRefused: /Try again to get a new one\.$/,
  readRefused: /Download it and open the file\.$/,
  changedInStore: /Try again to read the new package\.$/,
  damagedDownload: /was deleted\. Try again\.$/,
  diskFull: /Free up space, then try again; data already transferred is kept\.$/,
  unwritable: /Choose another location, or check the permissions\.$/,
  placeTaken: /Wait for it to finish, or choose another location\.$/,
  placeChanged: /choose the location; data already transferred is kept\.$/,
  cancelled: /^Cancelled\.$/,
  service: /Try again\. If the problem persists, contact Tencent Cloud support\.$/,
};

describe('the words of a failure', () => {
  for (const [failure, expected] of Object.entries(advice) as [Failure, (typeof advice)[Failure]][]) {
    const [text, remedy] = expected instanceof RegExp ? [expected, undefined] : expected;
    it(`${failure}: say what to do${remedy ? `, and the button is ${remedy}` : ''}`, () => {
      const words = failureWords(new AppError(failure, 'detail'));
      assert.match(words.text, text);
      assert.equal(words.remedy, remedy);
    });
  }

  it('name the RequestId and, where it helps, the words of the service', () => {
    const sentence = failureSentence('Could not load', new AppError('busy', 'DescribeApplications: HTTP 502', 'r-1'));
    const expected =
      'Could not load: Tencent Cloud is busy. Try again in a moment. (DescribeApplications: HTTP 502) RequestId: r-1';
    assert.equal(sentence, expected);
  });

  it('are never a link that a stranger wrote', () => {
    const error = new AppError('service', '[look](command:workbench.action.terminal.new)');
    assert.ok(!plainText(failureSentence('Could not load', error)).includes(']('));
  });

  it('of a bug in here say so and lead to the log', () => {
    const sentence = failureSentence('Could not load', new TypeError('x is not a function'));
    assert.equal(sentence, 'Could not load: an internal error occurred in TEM Toolkit. See the log.');
  });
});

describe('every documented code', () => {
  const credential = { secretId: 'AKIDaaaaaaaaaaaaaaaa', secretKey: 'aSecretKeyOfTheTest' };
  const chinese = JSON.parse(readFileSync(join(repoRoot, 'l10n', 'bundle.l10n.zh-cn.json'), 'utf8')) as Readonly<
    Record<string, string>
  >;
  const errors: readonly (readonly [code: string, error: AppError])[] = [
    ...documentedTemCodes.map(
      ([code]) =>
        [
          code,
          temFailure({ code, message: 'm', requestId: 'r-1' }, { action: 'DeployApplication', credential }),
        ] as const,
    ),
    ...cosMeanings.flatMap(({ status, codes }) =>
      codes.split(' ').map((Code) => {
        const refused = { statusCode: status, headers: { 'x-cos-request-id': 'r-1' }, error: { Code, Message: 'm' } };
        return [Code, cosFailure(refused, { action: 'UploadPart', credential })] as const;
      }),
    ),
  ];

  it('has words in English and in Chinese that say what to do, and tells its RequestId', () => {
    assert.ok(errors.length > 180);
    for (const [code, error] of errors) {
      const { text } = failureWords(error);
      assert.match(text, /^[A-Z][^{}]{20,}\.$/, code);
      assert.match(chinese[text] ?? '', /\p{Script=Han}.*。$/u, `${code} has no words in Chinese`);
      assert.match(failureSentence('Could not deploy', error), /^Could not deploy: .* RequestId: r-1$/, code);
    }
  });

  it('is told by its own name where its words are those of several', () => {
    const byFailure = new Map<Failure, string[]>();
    for (const [code, { failure }] of errors) byFailure.set(failure, [...(byFailure.get(failure) ?? []), code]);
    const shared = ['invalid', 'ourFault', 'quota', 'failedInside', 'requestRefused', 'notFound', 'service'] as const;
    for (const failure of shared) {
      assert.ok(failureWords(new AppError(failure, 'x')).withDetail, failure);
      assert.ok((byFailure.get(failure) ?? []).length > 1, failure);
    }
  });
});

describe('what a person reads', () => {
  let sandbox: Sandbox;
  let folder: string;
  before(async () => {
    sandbox = await Sandbox.start();
    folder = await mkdtemp(join(tmpdir(), 'tem-words-'));
  });
  after(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  const said = (job: Promise<unknown>) =>
    job.then(
      () => assert.fail('it did not fail'),
      (error: unknown) => failureSentence('Could not upload orders.jar', error),
    );
  const grant = () => {
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const connection = { site: 'china', credential: sandbox.credential, endpoints } as const;
    const order = { applicationId: 'service-gn54vdy6', packageName: 'orders.jar', version: '1' };
    return new TemClient().createUploadGrant(
      { connection, region: 'ap-guangzhou', ...order },
      { signal: new AbortController().signal },
    );
  };
  const storeSays = (Code: string, statusCode: number) => {
    const refused = { statusCode, error: { Code, Message: 'x', RequestId: 'r-2' } };
    return cosFailure(refused, { action: 'PutObject', credential: sandbox.credential });
  };

  it('when TEM answers a null Result', async () => {
    sandbox.conditions.nullResult = true;
    const sentence = await said(grant()).finally(() => (sandbox.conditions.nullResult = false));
    const expected =
      /^Could not upload orders\.jar: TEM returned no upload credentials\. Check that the application still exists, then try again\. RequestId: \S+$/;
    assert.match(sentence, expected);
  });

  it('when the network is down', async () => {
    sandbox.conditions.faults.push({ service: 'tem', nth: 1, effect: { type: 'reset', when: 'beforeBody' } });
    const expected =
      /^Could not upload orders\.jar: The server cannot be reached\. Check the network connection and try again\. \(.+\)$/;
    assert.match(await said(grant()), expected);
  });

  it('when the file is empty', async () => {
    const file = join(folder, 'empty.jar');
    await writeFile(file, '');
    const expected = 'Could not upload orders.jar: The package is empty. Build the package again, then upload it.';
    assert.equal(await said(checkPackageFile(file)), expected);
  });

  it('when the file is gone', async () => {
    const expected =
      'Could not upload orders.jar: The file no longer exists. Build or download it again, then try again.';
    assert.equal(await said(checkPackageFile(join(folder, 'none.jar'))), expected);
  });

  it('when the store is busy, or has no such bucket: nothing that is true of TEM alone', () => {
    const busy = failureSentence('Could not upload orders.jar', storeSays('ServiceUnavailable', 503));
    assert.match(busy, /^Could not upload orders\.jar: COS is busy and limits requests\. .* RequestId: r-2$/);
    const none = failureSentence('Could not upload orders.jar', storeSays('NoSuchBucket', 404));
    assert.match(none, /^Could not upload orders\.jar: COS does not accept the path .* RequestId: r-2$/);
  });

  it('when the credentials of the upload have expired', () => {
    const sentence = failureSentence('Could not upload orders.jar', storeSays('ExpiredToken', 403));
    const expected =
      'Could not upload orders.jar: The upload credentials from TEM have expired. Try again to get new ones. RequestId: r-2';
    assert.equal(sentence, expected);
  });
});
