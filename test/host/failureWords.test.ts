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
  unknownKey: [/Check that it is complete, enabled and of this site\.$/, 'signIn'],
  wrongKey: [/Copy the key again\.$/, 'signIn'],
  expiredKey: [/Get a new one and sign in again\.$/, 'signIn'],
  clockSkewed: /Set it and try again\.$/,
  denied: /Ask its administrator for it \(QcloudTEMFullAccess has it\)\.$/,
  offline: /Check the network connection and try again\.$/,
  proxy: [/Check the proxy settings of VS Code\.$/, 'proxySettings'],
  timedOut: /Try again in a moment\.$/,
  throttled: /Try again in a minute\.$/,
  busy: /Try again in a moment\.$/,
  alreadyLocked: /close that window first\.$/,
  journalFailed: /then try again: what has arrived is kept\.$/,
  notResumable: /Try again to upload the file from the start\.$/,
  unsupportedRegion: [/Choose other regions\.$/, 'selectRegions'],
  notFound: /Refresh the view and look again; check the id and the region where you typed them\.$/,
  deploying: /Try again when it has finished\.$/,
  invalid: /Correct it and try again\.$/,
  badVersion: [
    /at most 128 characters, no spaces, no slashes, nothing that cannot be seen, not only dots\.$/,
    'settings',
  ],
  badEndpoint: [/take https:\/\/ addresses; http:\/\/ only on this machine\.$/, 'settings'],
  settingsUnwritable: [/Correct and save it, then try again\.$/, 'settingsFile'],
  misfit: /Choose another one\.$/,
  noKey: [/^There is no key to sign in with\.$/, 'signIn'],
  profileUnreadable: /Check its permissions, or make it anew with "tccli configure"\.$/,
  machineRole: [/Use a profile with a key, or with a key and role-arn and role-session-name\.$/, 'signIn'],
  podRole: [/Start VS Code without them, use a profile with role-arn .*, or enter a key\.$/, 'signIn'],
  cliKeyExpired:
    /Run any command of the Tencent Cloud CLI with this profile to renew it, .* log in again with the CLI\.$/,
  cliLoginEnded: /Log in again with the Tencent Cloud CLI, then try again\.$/,
  roleDenied: /allow its owner sts:AssumeRole and to name the owner in the role's trust policy\.$/,
  roleUnknown: /Correct role-arn in the profile, or TENCENTCLOUD_ROLE_ARN in the environment\.$/,
  roleInvalid: /Correct role-arn and role-session-name .*the role must allow sessions of 2 hours\.$/,
  roleKeyRefused: [/Correct the key or its token where it is read from, or get a new one\.$/, 'signIn'],
  noGrant: /Check that the application still exists, then try again\.$/,
  grantExpired: /Try again to get new ones\.$/,
  grantRefused: /Try again to get new ones\.$/,
  grantUnfit: /Try again to get new ones\.$/,
  notOffered: /Its support can say why\.$/,
  invalidResponse: /check the network and its proxy, then try again\.$/,
  badPackage: /Choose another file\.$/,
  truncatedPackage: /Wait for the build to finish, then try again; one in the store must be uploaded anew\.$/,
  emptyPackage: /Build it again and upload it anew\.$/,
  tooLarge: /Leave out what does not belong in it\.$/,
  unreadable: /Check its permissions, and that its drive answers\.$/,
  gone: /Build it again, or download it again, then try again\.$/,
  changedOnDisk: /Wait for the build, then try again\.$/,
  mfaMissing: [/a temporary key that was got with it, or with a key that needs none\.$/, 'signIn'],
  addressRefused: /Ask its administrator to allow the address, or use another network\.$/,
  roleMissing: /agree to the role, then try again\.$/,
  otherAccount: /another account\. Check the account, the region and the id\.$/,
  cutShort: /Try again: what has arrived whole is kept\.$/,
  slowLine: /Try again, or on a faster network: what has arrived is kept\.$/,
  certificate: [
    /certificate of the server was refused.*this machine must trust its certificate; check the clock too\.$/,
    'certificateSettings',
  ],
  blockedHere: /Allow it in the firewall or antivirus, then try again\.$/,
  tooManyOpen: /Close some programs, then try again: what has arrived is kept\.$/,
  blockedOnTheWay: /Ask who runs the network to allow it, then try again\.$/,
  bodyTooLarge: /on another network, or ask who runs its proxy to allow more: what has arrived is kept\.$/,
  internal: /See the log and report it; what has arrived of an upload is kept\.$/,
  serviceAway: /Try again in a few minutes; if that does not help, look at the status page of Tencent Cloud\.$/,
  retired: /Update TEM Toolkit; .*see in the console/,
  arrears: /in arrears.*Top it up in the Billing Center, then try again\.$/,
  isolated: /Top it up in the Billing Center, then try again\.$/,
  quota: /ask Tencent Cloud for a higher quota\.$/,
  soldOut: /Ask for less, try again later, or choose another region\.$/,
  ourFault: /a fault of this extension\. Update it; .*report this with its RequestId\.$/,
  locked: /Wait until it has ended, then try again\.$/,
  componentInstalling: /Try again in a minute\.$/,
  repositoryNotReady: /Try again in a minute\.$/,
  stopped: /Start it, then try again\.$/,
  notRunningHere: /Deploy it there first\.$/,
  stillUsed: /Stop or remove that first\.$/,
  nameTaken: /Choose another one\.$/,
  notBound: /Bind it in the console, or switch it off for the application\.$/,
  versionRefused: [/Change the setting tem\.versionName, then try again\.$/, 'settings'],
  versionNotLower: [/lower case only\. Change the setting tem\.versionName, then try again\.$/, 'settings'],
  versionTooLong: [/at most 128 characters\. Change the setting tem\.versionName, then try again\.$/, 'settings'],
  timedOutInside: /Look at its state, then try again\.$/,
  failedInside: /Look at its state, then try again; /,
  overloaded: /Try again in a minute: uploads then go on over fewer connections\.$/,
  requestRefused: /Try again: what has arrived is kept; .*report this with its RequestId\.$/,
  conflict: /Wait until that has ended, then try again\.$/,
  copyRefused: /Try again: what has arrived is kept\.$/,
  storeLocked: /See it in the COS console, then try again\.$/,
  bucketKey: /See in the KMS console that it exists and is enabled, then try again\.$/,
  withheld: /legal reasons\. Its support can say why\.$/,
  redirected: [/Check the region and the setting tem\.cosEndpoint\.$/, 'settings'],
  uploadGone: /Try again to upload the file from the start\.$/,
  corrupted: /no wrong package was left there\. .*try again, or on another network\.$/,
  wrongLeft: /it was left there: .*Do not deploy it; try again\.$/,
  notStored: /Try again; if that does not help, its support can say why\.$/,
  unverified: /look at it before you deploy it\.$/,
  noLink: /Check that the package and its application still exist, then try again\.$/,
  linkRefused: /Try again to get a new one\.$/,
  readRefused: /Download it and look at the file\.$/,
  changedInStore: /Try again to read the new one\.$/,
  damagedDownload: /it was thrown away\. Try again\.$/,
  diskFull: /Make room, then try again: it goes on where it stopped\.$/,
  unwritable: /Choose another place, or check its permissions\.$/,
  placeTaken: /Wait for it, or choose another place\.$/,
  placeChanged: /choose the place anew: what has arrived is not lost\.$/,
  cancelled: /^Cancelled\.$/,
  service: /Try again; if it is refused once more, its support can say why\.$/,
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
    assert.equal(sentence, 'Could not load: something went wrong inside this extension. See the log.');
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
      /^Could not upload orders\.jar: TEM gave no upload credentials and no reason\. Check that the application still exists, then try again\. RequestId: \S+$/;
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
    const expected = 'Could not upload orders.jar: The package is empty. Build it again and upload it anew.';
    assert.equal(await said(checkPackageFile(file)), expected);
  });

  it('when the file is gone', async () => {
    const expected =
      'Could not upload orders.jar: The file is no longer there. Build it again, or download it again, then try again.';
    assert.equal(await said(checkPackageFile(join(folder, 'none.jar'))), expected);
  });

  it('when the store is busy, or has no such bucket: nothing that is true of TEM alone', () => {
    const busy = failureSentence('Could not upload orders.jar', storeSays('ServiceUnavailable', 503));
    assert.match(
      busy,
      /^Could not upload orders\.jar: The store is busy and asks for less at a time\. .* RequestId: r-2$/,
    );
    const none = failureSentence('Could not upload orders.jar', storeSays('NoSuchBucket', 404));
    assert.match(none, /^Could not upload orders\.jar: The store does not take the place .* RequestId: r-2$/);
  });

  it('when the credentials of the upload have expired', () => {
    const sentence = failureSentence('Could not upload orders.jar', storeSays('ExpiredToken', 403));
    const expected =
      'Could not upload orders.jar: The upload credentials that TEM gave have expired. Try again to get new ones. RequestId: r-2';
    assert.equal(sentence, expected);
  });
});
