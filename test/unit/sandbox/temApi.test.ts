import assert from 'node:assert/strict';
import { practiceSeed } from '../../../src/sandbox/practiceSeed';
import { Sandbox } from '../../../src/sandbox/sandbox';
import type { Application } from '../../../src/sandbox/world';
import { cosToken, ORDERS, REGION, send, temClient } from './clients';

describe('sandbox: the TEM API, by the official client', () => {
  let sandbox: Sandbox;
  beforeEach(async () => (sandbox = await Sandbox.start()));
  afterEach(() => sandbox.stop());

  it('lists environments with their kind', async () => {
    const { Result, RequestId } = await temClient(sandbox).DescribeEnvironments({});
    assert.deepEqual(
      Result?.Records?.map((one) => [one.EnvironmentName, one.EnvType]),
      [
        ['shop-test', 'test'],
        ['shop-pre', 'pre'],
        ['shop-prod', 'prod'],
      ],
    );
    assert.match(RequestId ?? '', /^[0-9a-f-]{36}$/);
  });

  it('lists applications of the region asked, with what runs where', async () => {
    const { Result } = await temClient(sandbox).DescribeApplications({});
    const names = Result?.Records.map((one) => `${one.ApplicationName} ${one.DeployMode}`);
    assert.deepEqual(names, ['orders JAR', 'payments JAR', 'inventory JAR', 'web-portal WAR', 'gateway IMAGE']);
    const versions = Result?.Records[0]?.ActiveVersions?.map((one) => [one.EnvironmentName, one.CurrentInstances]);
    assert.deepEqual(versions, [
      ['shop-test', 1],
      ['shop-prod', 2],
    ]);
    const shanghai = await temClient(sandbox, sandbox.credential, 'ap-shanghai').DescribeApplications({});
    assert.equal(shanghai.Result?.Total, 2);
  });

  it('pages, at most 100 rows at once, 20 without a limit', async () => {
    const applications = sandbox.world.accounts[0]!.regions[0]!.applications;
    const model = applications[0]!;
    const many = Array.from({ length: 130 }, (_, n): Application => ({ ...model, id: `s-${n}`, name: `app-${n}` }));
    applications.splice(0, applications.length, ...many);
    const tem = temClient(sandbox);
    const page = async (Limit?: number, Offset?: number): Promise<(string | undefined)[]> => {
      const answer = await tem.DescribeApplications({ ...(Limit && { Limit }), ...(Offset && { Offset }) });
      assert.equal(answer.Result?.Total, 130);
      return answer.Result?.Records.map((one) => one.ApplicationId) ?? [];
    };
    assert.equal((await page()).length, 20);
    const all = [...(await page(1000)), ...(await page(100, 100))];
    assert.deepEqual(
      all,
      many.map((one) => one.id),
    );
    assert.deepEqual(await page(20, 500), []);
  });

  it('narrows applications by keyword, environment and id', async () => {
    const tem = temClient(sandbox);
    const names = async (wanted: object): Promise<string[]> =>
      (await tem.DescribeApplications(wanted)).Result?.Records.map((one) => one.ApplicationName ?? '') ?? [];
    assert.deepEqual(await names({ Keyword: 'PAY' }), ['payments']);
    assert.deepEqual(await names({ Keyword: 'gn54' }), ['orders']);
    assert.deepEqual(await names({ EnvironmentId: 'en-gz7pre01' }), ['payments']);
    assert.deepEqual(await names({ ApplicationId: ORDERS }), ['orders']);
  });

  it('tells what runs in one environment, secrets included', async () => {
    const tem = temClient(sandbox);
    const { Result } = await tem.DescribeApplicationInfo({ ApplicationId: ORDERS, EnvironmentId: 'en-gz7prod1' });
    assert.deepEqual([Result?.PkgName, Result?.DeployVersion], ['orders-1.4.0.jar', '20261019160455']);
    assert.ok(Result?.EnvConf.some((pair) => pair.Key === 'TEM_APM_TOKEN'));
  });

  it('pages through instances', async () => {
    const where = { ApplicationId: ORDERS, EnvironmentId: 'en-gz7prod1' };
    const { Result } = await temClient(sandbox).DescribeApplicationPods({ ...where, Limit: 1, Offset: 1 });
    assert.equal(Result?.TotalCount, 2);
    assert.deepEqual(
      Result?.PodList?.map((pod) => [pod.Ready, pod.Status]),
      [[true, 'Running']],
    );
  });

  it('gives a token bound to one key below the application', async () => {
    const token = await cosToken(sandbox, { PkgName: 'orders-1.4.2.jar', TimeVersion: '20261123120500' });
    assert.equal(token.FullPath, `tem/pkg/1300555551/${ORDERS}/20261123120500/orders-1.4.2.jar`);
    assert.equal(token.Bucket, `tem-${REGION}-1300555551`);
    assert.equal(token.Region, REGION);
    assert.equal(Number(token.ExpiredTime) - Number(token.StartTime), sandbox.conditions.tokenLifetime);
    const dated = await temClient(sandbox).CreateCosToken({ ApplicationId: ORDERS, PkgName: 'a.jar', OptType: 1 });
    assert.match(dated.Result?.FullPath ?? '', /\/\d{13}\/a\.jar$/);
  });

  it('turns what no public source settles', async () => {
    const at = Math.floor(Date.now() / 1000) * 1000;
    await sandbox.stop();
    sandbox = await Sandbox.start({ now: () => at, conditions: { tokenLifetime: 60 } });
    sandbox.conditions.tokenTimeFormat = 'milliseconds';
    assert.equal((await cosToken(sandbox)).ExpiredTime, String(at + 60_000));
    sandbox.conditions.tokenTimeFormat = 'datetime';
    assert.equal((await cosToken(sandbox)).ExpiredTime, new Date(at + 60_000).toISOString().replace('.000', ''));
    sandbox.conditions.keyLeadingSlash = true;
    assert.match((await cosToken(sandbox)).FullPath, /^\/tem\/pkg\//);
    sandbox.conditions.nullResult = true;
    const asked = { ApplicationId: ORDERS, PkgName: 'a.jar', OptType: 1 };
    assert.equal((await temClient(sandbox).CreateCosToken(asked)).Result, null);
  });

  it('signs a URL to download a package with', async () => {
    const wanted = { ApplicationId: ORDERS, PkgName: 'orders-1.4.1.jar', DeployVersion: '20261108093012' };
    const { Result } = await temClient(sandbox).GenerateApplicationPackageDownloadUrl(wanted);
    const seeded = practiceSeed().accounts[0]!.regions[0]!.applications[0]!.packages[0]!;
    assert.equal((await send(Result ?? '')).body, seeded.bytes.toString());
    const other = (Result ?? '').replace('20261108093012', '20261019160455');
    assert.equal((await send(other)).status, 403);
  });
});
