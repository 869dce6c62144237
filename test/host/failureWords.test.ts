import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cosFailure } from '../../src/cloud/cosFailure';
import { TemClient } from '../../src/cloud/temClient';
import { AppError, type Failure } from '../../src/core/errors';
import { checkPackageFile } from '../../src/jar/checkPackageFile';
import { Sandbox } from '../../src/sandbox/sandbox';
import { failureSentence } from '../../src/ui/failureSentence';
import { plainText } from '../../src/ui/plainText';
import { failureWords, type Remedy } from '../../src/ui/failureWords';

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
  takenUp: /close that window first\.$/,
  journalFailed: /then try again: what has arrived is kept\.$/,
  notResumable: /Try again to upload the file from the start\.$/,
  unsupportedRegion: [/Choose other regions\.$/, 'selectRegions'],
  notFound: /Refresh the view and look again; check the id and the region where you typed them\.$/,
  applicationOffline: /Bring it online in the console, then try again\.$/,
  deploying: /Try again when it has finished\.$/,
  invalid: /Correct it and try again\.$/,
  badVersion: [
    /at most 128 characters, no spaces, no slashes, nothing that cannot be seen, not only dots\.$/,
    'settings',
  ],
  badEndpoint: [/take https:\/\/ addresses; http:\/\/ only on this machine\.$/, 'settings'],
  misfit: /Choose another one\.$/,
  noKey: [/^There is no key to sign in with\.$/, 'signIn'],
  profileUnreadable: /Check its permissions, or make it anew with "tccli configure"\.$/,
  machineRole: [/Use a profile with a key, or with a key and role-arn and role-session-name\.$/, 'signIn'],
  podRole: [/Start VS Code without them, use a profile with role-arn .*, or enter a key\.$/, 'signIn'],
  cliKeyExpired: /Any command of the Tencent Cloud CLI with this profile renews it: run one, then try again\.$/,
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
  garbled: /check the network and its proxy, then try again\.$/,
  badPackage: /Choose another file\.$/,
  truncatedPackage: /Wait for the build to finish, then try again\.$/,
  emptyPackage: /Build it again and try again\.$/,
  tooLarge: /Leave out what does not belong in it\.$/,
  unreadable: /Check its permissions, and that its drive answers\.$/,
  gone: /Build it again and try again\.$/,
  changedOnDisk: /Wait for the build, then try again\.$/,
  corrupted: /it was removed\. Try again\.$/,
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
    return new TemClient().createUploadGrant(connection, 'ap-guangzhou', order, new AbortController().signal);
  };
  const storeSays = (Code: string, statusCode: number) => {
    const refused = { statusCode, error: { Code, Message: 'x', RequestId: 'r-2' } };
    return cosFailure(refused, { action: 'PutObject', credential: sandbox.credential });
  };

  it('when TEM answers a null Result', async () => {
    sandbox.knobs.nullResult = true;
    const sentence = await said(grant()).finally(() => (sandbox.knobs.nullResult = false));
    const expected =
      /^Could not upload orders\.jar: TEM gave no upload credentials and no reason\. Check that the application still exists, then try again\. RequestId: \S+$/;
    assert.match(sentence, expected);
  });

  it('when the network is down', async () => {
    sandbox.knobs.faults.push({ service: 'tem', nth: 1, effect: { type: 'reset', when: 'beforeBody' } });
    const expected =
      /^Could not upload orders\.jar: The server cannot be reached\. Check the network connection and try again\. \(.+\)$/;
    assert.match(await said(grant()), expected);
  });

  it('when the file is empty', async () => {
    const file = join(folder, 'empty.jar');
    await writeFile(file, '');
    const expected = 'Could not upload orders.jar: The file is empty. Build it again and try again.';
    assert.equal(await said(checkPackageFile(file)), expected);
  });

  it('when the file is gone', async () => {
    const expected = 'Could not upload orders.jar: The file is no longer there. Build it again and try again.';
    assert.equal(await said(checkPackageFile(join(folder, 'none.jar'))), expected);
  });

  it('when the store is busy, or has no such bucket: nothing that is true of TEM alone', () => {
    const busy = failureSentence('Could not upload orders.jar', storeSays('ServiceUnavailable', 503));
    assert.match(
      busy,
      /^Could not upload orders\.jar: Tencent Cloud is busy\. Try again in a moment\. .*RequestId: r-2$/,
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
