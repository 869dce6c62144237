import assert from 'node:assert/strict';
import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { AbstractClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/abstract_client';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { ORDERS, REGION } from './clients';

const where = { ApplicationId: ORDERS, EnvironmentId: 'en-gz7prod1' };
const package_ = { ApplicationId: ORDERS, PkgName: 'a.jar' };
const narrowed = { Filters: [{ Name: 'x', Value: ['y'] }], SortInfo: { Key: 'x', Type: 1 } };
const page = { Limit: 5, Offset: 0 };

// Every documented input of every action that is played.
const whole: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  CreateCosToken: { ...package_, OptType: 1, TimeVersion: 'v1' },
  DescribeApplicationInfo: where,
  DescribeApplicationPods: { ...where, ...page, Status: 'Running', PodName: 'a' },
  DescribeApplications: { ...where, ...page, ...narrowed, Keyword: 'orders' },
  DescribeApplicationsStatus: { EnvironmentId: where.EnvironmentId },
  DescribeDeployApplicationDetail: { ...where, VersionId: '' },
  DescribeEnvironments: { ...page, ...narrowed, EnvironmentId: 'en-gz7prod1' },
  GenerateApplicationPackageDownloadUrl: { ...package_, DeployVersion: 'v1' },
  ResumeDeployApplication: where,
  RevertDeployApplication: where,
  RollingUpdateApplicationByVersion: {
    ...where,
    ...{
      DeployVersion: '20261108093012',
      PackageName: '/orders-1.4.1.jar',
      From: 'Coding',
      DeployStrategyType: 'BETA',
    },
    ...{ TotalBatchCount: 2, BatchInterval: 5, BetaBatchNum: 1, MinAvailable: -1, Force: false },
  },
};

// The others document a SourceChannel as well.
const unchanneled: ReadonlySet<string> = new Set([
  'DescribeDeployApplicationDetail',
  ...['ResumeDeployApplication', 'RevertDeployApplication', 'RollingUpdateApplicationByVersion'],
]);

// Per action as documented (the comments of the official Go SDK), without those that all products share.
const busy = 'InternalError.DefaultInternalError';
const offline = 'ResourceNotFound.MicroserviceOffline';
const denied = 'UnauthorizedOperation.UnauthorizedOperation';
const absentPlace = 'ResourceNotFound.VersionNamespaceNotFound';
const slow = ['InternalError.ActionReadTimeout', busy, offline, denied];
const absent = 'ServiceNotFound ServiceRunningVersionNotFound VersionNamespaceNotFound'
  .split(' ')
  .map((name) => `ResourceNotFound.${name}`);
const codes: Readonly<Record<string, readonly string[]>> = {
  CreateCosToken: slow,
  DescribeApplicationInfo: [
    ...slow,
    ...absent,
    ...['ActionReadTimeout', 'DefaultInternalError', 'DescribeRunPodListError', 'DescribeServiceError'].map(
      (name) => `FailedOperation.${name}`,
    ),
    ...['InternalError.DescribeRunPodListError', 'InternalError.DescribeServiceError'],
    ...['InvalidParameterValue.ServiceNotBelongToAppid', 'InvalidParameterValue.TemIdInvalid'],
    ...['MissingParameter.ServiceIdNull', 'ResourceNotFound.VersionServiceNotFound'],
  ],
  DescribeApplicationPods: [
    ...[busy, offline, denied, ...absent],
    ...['FailedOperation.DefaultInternalError', 'FailedOperation.DescribeRunPodListError'],
    ...['InternalError.DescribeRunPodListError', 'InvalidParameterValue.NamespaceNotBelongToAppid'],
    'InvalidParameterValue.TemIdInvalid',
  ],
  DescribeApplications: [busy, denied],
  DescribeApplicationsStatus: [
    ...[busy, offline, denied, 'InvalidParameterValue.NamespaceNotBelongToAppid'],
    ...['InvalidParameterValue.TemIdInvalid', 'MissingParameter.NamespaceIdNull', absentPlace],
  ],
  DescribeDeployApplicationDetail: [
    ...['FailedOperation.DescribeRunPodListError', busy, 'InternalError.DescribeRunPodListError'],
    ...['InvalidParameterValue.NamespaceNotBelongToAppid', 'InvalidParameterValue.TemIdInvalid'],
    ...['MissingParameter.NamespaceIdNull', offline, 'ResourceNotFound.ServiceNotFound', absentPlace],
    ...['ResourceNotFound.VersionServiceNotFound', denied],
  ],
  DescribeEnvironments: [busy, denied],
  GenerateApplicationPackageDownloadUrl: [denied],
  ResumeDeployApplication: ['MissingParameter.NamespaceIdNull', absentPlace, denied],
  RevertDeployApplication: [absentPlace, denied],
  RollingUpdateApplicationByVersion: [
    ...[
      busy,
      'InternalError.DeployVersionError',
      'ResourceInUse.ServiceDeploying',
      'ResourceUnavailable.WaitForKruise',
    ],
    ...[
      ...['ApmNotBind', 'InvalidDeployVersion', 'InvalidEnvName', 'InvalidMountPath', 'JdkVersionRequired'],
      ...['NamespaceNotBelongToAppid', 'OsNotSupport', 'RegistryNotBind', 'ServiceNotBelongToAppid'],
      ...['ServicePodReachMaximum', 'TemIdInvalid', 'VersionLengthLimit', 'VersionLowerCase'],
    ].map((name) => `InvalidParameterValue.${name}`),
    ...['DeployModeNull', 'DeployVersionNull', 'LogsetOrTopicNull', 'NamespaceIdNull', 'SvcRepoNotReady'].map(
      (name) => `MissingParameter.${name}`,
    ),
    ...['ResourceNotFound.ServiceNotFound', absentPlace, 'UnauthorizedOperation.MissingEksLogRole', denied],
  ],
};

// Of the deploy family, told of an application or of its environment.
const held = [
  'OperationDenied.ResourceIsolated',
  'ResourceInUse.EnvironmentAlreadyLocked',
  'ResourceInUse.ResourceAlreadyLocked',
  'ResourceInUse.ServiceDeploying',
  'ResourceUnavailable.WaitForKruise',
];

describe('sandbox: what TEM actions take and answer, by the official client', () => {
  let sandbox: Sandbox;
  before(async () => {
    const conditions = { requestsPerSecond: 0, rollout: { withoutRollout: 'blank' } } as const;
    sandbox = await Sandbox.start({ conditions });
  });
  after(() => sandbox.stop());

  const codeOf = async (action: string, parameters: object): Promise<string> => {
    const profile = { httpProfile: { endpoint: new URL(sandbox.temUrl).host, protocol: 'http://' } };
    const config: ClientConfig = { credential: sandbox.credential, profile, region: REGION };
    try {
      await new AbstractClient('', '2021-07-01', config).request(action, parameters);
      return 'none';
    } catch (error) {
      return (error as { code?: string }).code ?? '';
    }
  };

  for (const [action, inputs] of Object.entries(whole)) {
    it(`${action}: every documented input, and no other`, async () => {
      assert.equal(await codeOf(action, inputs), 'none');
      const channel = unchanneled.has(action) ? 'UnknownParameter' : 'none';
      assert.equal(await codeOf(action, { ...inputs, SourceChannel: 0 }), channel);
      const others = ['PackageNames', 'pkgName', 'Region', 'toString'];
      for (const name of others) {
        assert.equal(await codeOf(action, { ...inputs, [name]: 'a.jar' }), 'UnknownParameter', name);
      }
    });

    it(`${action}: each of its documented codes, and those of a resource that is held`, async () => {
      for (const code of [...(codes[action] ?? []), ...held]) {
        const effect = { type: 'status', status: 200, code } as const;
        sandbox.conditions.faults = [{ service: 'tem', kind: action, nth: 1, effect }];
        assert.equal(await codeOf(action, inputs), code);
      }
      sandbox.conditions.faults = [];
    });
  }

  it('tells which input it does not know, also within others', async () => {
    const filtered = { Filters: [{ Name: 'x', Values: ['y'] }] };
    assert.equal(await codeOf('DescribeApplications', filtered), 'UnknownParameter');
    assert.equal(await codeOf('DescribeEnvironments', { SortInfo: { Key: 'a', Order: 1 } }), 'UnknownParameter');
  });

  it('refuses a documented input of another type, also within others', async () => {
    const { CreateCosToken, DescribeApplications } = whole;
    assert.equal(await codeOf('CreateCosToken', { ...CreateCosToken, SourceChannel: '0' }), 'InvalidParameter');
    assert.equal(await codeOf('CreateCosToken', { ...CreateCosToken, SourceChannel: 0.5 }), 'InvalidParameter');
    assert.equal(await codeOf('CreateCosToken', { ...CreateCosToken, PkgName: 1 }), 'InvalidParameter');
    for (const Filters of [
      { Name: 'x', Value: ['y'] },
      ['x'],
      [{ Name: 'x', Value: 'y' }],
      [{ Name: 'x', Value: [1] }],
    ]) {
      assert.equal(await codeOf('DescribeApplications', { ...DescribeApplications, Filters }), 'InvalidParameter');
    }
  });
});
