import assert from 'node:assert/strict';
import { readRollout } from '../../../../src/cloud/tem/readRollout';
import { readWorkload } from '../../../../src/cloud/tem/readWorkload';

const pod = (id: string, version: string, ...words: readonly string[]) => ({
  PodId: id,
  PodStatus: words,
  PodVersion: version,
  CreateTime: '2022-07-25 10:34:30',
  Zone: '',
  Webshell: 'https://shell.example/secret',
});

/** A deployment that fails, in the shape of the published example. */
const failing = {
  DeployStrategyConf: { TotalBatchCount: 1, BetaBatchNum: 0, DeployStrategyType: 0, BatchInterval: 0 },
  StartTime: '2022-07-25 10:34:20',
  EndTime: '',
  Status: 'Error',
  CurrentBatchIndex: 0,
  CurrentBatchStatus: 'Finish',
  ErrorMessage: '',
  BetaBatchDetail: null,
  OtherBatchDetail: [
    {
      BatchIndex: 0,
      BatchStatus: 'Finish',
      PodNum: 3,
      OldPodList: null,
      NewPodList: null,
      OldPods: [pod('old-1', 'v1', 'Running')],
      NewPods: [
        pod('new-1', 'v2', 'CrashLoopBackOff'),
        pod('new-2', 'v2', 'CrashLoopBackOff', 'Pending'),
        pod('new-3', 'v2', 'Running'),
      ],
      NextBatchStartTime: 0,
    },
  ],
  OldVersionPodList: { TotalCount: 0, PodList: [], RequestId: '' },
  NewDeployVersion: 'v2',
  OldDeployVersion: 'v1',
  NewVersionPackageInfo: 'orders.jar',
  NextBatchStartTime: 0,
};

describe('a rollout as TEM answers it', () => {
  it('is read from the published answer of one that fails', () => {
    assert.deepEqual(readRollout(failing), {
      status: 'Error',
      startWord: '2022-07-25 10:34:20',
      startedAt: Date.parse('2022-07-25T10:34:20+08:00'),
      newVersion: 'v2',
      oldVersion: 'v1',
      packageName: 'orders.jar',
      errorMessage: '',
      batches: [
        {
          index: 0,
          isTrial: false,
          state: 'finished',
          word: 'Finish',
          oldInstances: 3,
          newInstances: [
            { id: 'new-1', version: 'v2', words: ['CrashLoopBackOff'] },
            { id: 'new-2', version: 'v2', words: ['CrashLoopBackOff', 'Pending'] },
            { id: 'new-3', version: 'v2', words: ['Running'] },
          ],
        },
      ],
      currentBatch: 0,
      currentBatchState: 'finished',
    });
  });

  it('has the trial batch first and the others in their order', () => {
    const read = readRollout({
      ...failing,
      BetaBatchDetail: { BatchIndex: 0, BatchStatus: 'WaitForResume', PodNum: 1 },
      OtherBatchDetail: [
        { BatchIndex: 2, BatchStatus: 'NotStart', PodNum: 2 },
        { BatchIndex: 1, BatchStatus: 'NotStart', PodNum: 2, NextBatchStartTime: 1658716460 },
      ],
    });
    assert.deepEqual(
      read?.batches.map(({ index, isTrial, state, startsAt }) => [index, isTrial, state, startsAt]),
      [
        [0, true, 'waitingForPerson', undefined],
        [1, false, 'notStarted', 1658716460000],
        [2, false, 'notStarted', undefined],
      ],
    );
  });

  it('gives each batch an index of its own where the trial batch is counted apart', () => {
    const both = (CurrentBatchStatus: string) =>
      readRollout({
        ...failing,
        CurrentBatchIndex: 0,
        CurrentBatchStatus,
        BetaBatchDetail: { BatchIndex: 0, BatchStatus: 'Finish', PodNum: 1 },
        OtherBatchDetail: [
          { BatchIndex: 0, BatchStatus: 'Deploying', PodNum: 2 },
          { BatchIndex: 1, BatchStatus: 'NotStart', PodNum: 2 },
        ],
      });
    assert.deepEqual(
      both('Deploying')?.batches.map(({ index }) => index),
      [0, 1, 2],
    );
    assert.equal(both('deploying')?.currentBatch, 1);
    assert.equal(both('Finish')?.currentBatch, 0);
    assert.equal(both('')?.currentBatch, 0);
  });

  it('knows every word in whichever case, and keeps one that is new', () => {
    const words = { NotStart: 'notStarted', DEPLOYING: 'deploying', waitforresume: 'waitingForPerson' } as const;
    const more = { WaitForTimeExceed: 'waitingForTime', finish: 'finished', Revert: 'reverting' } as const;
    for (const [word, state] of Object.entries({ ...words, ...more, constructor: 'other', Paused: 'other' })) {
      const read = readRollout({
        ...failing,
        CurrentBatchStatus: word,
        OtherBatchDetail: [{ BatchStatus: word, PodNum: 1 }],
      });
      assert.deepEqual([read?.currentBatchState, read?.batches[0]?.state], [state, state]);
      assert.equal(read?.batches[0]?.word, word);
    }
  });

  it('has no trial batch where TEM answers one that says nothing', () => {
    const empty = { BatchIndex: 0, BatchStatus: '', PodNum: 0, OldPods: [], NewPods: null, OldPodList: null };
    for (const beta of [null, {}, [], 'x', empty, { ...empty, BatchStatus: 'NotStart' }]) {
      const read = readRollout({ ...failing, BetaBatchDetail: beta });
      assert.deepEqual(
        read?.batches.map(({ isTrial }) => isTrial),
        [false],
        JSON.stringify(beta),
      );
    }
    const begun = readRollout({ ...failing, BetaBatchDetail: { ...empty, PodNum: null, BatchStatus: 'NotStart' } });
    assert.equal(begun?.batches[0]?.isTrial, true, 'its number may be unknown');
  });

  it('reads the older fields of instances where the newer are empty, one or a list', () => {
    for (const NewPodList of [pod('new-9', 'v2', 'Running'), [pod('new-9', 'v2', 'Running')]]) {
      const batch = { BatchIndex: 0, BatchStatus: 'Deploying', NewPods: null, NewPodList, OldPodList: pod('o', 'v1') };
      const read = readRollout({ ...failing, OtherBatchDetail: [batch] });
      assert.deepEqual(read?.batches[0]?.newInstances, [{ id: 'new-9', version: 'v2', words: ['Running'] }]);
      assert.equal(read?.batches[0]?.oldInstances, 1);
    }
    const status = { ...pod('new-9', 'v2', 'Running'), Status: 'Error' };
    const read = readRollout({ ...failing, OtherBatchDetail: [{ BatchStatus: 'Deploying', NewPods: [status] }] });
    assert.deepEqual(read?.batches[0]?.newInstances[0]?.words, ['Running', 'Error']);
  });

  it('has the time of the next batch only where TEM gives one', () => {
    const at = (NextBatchStartTime: unknown) => readRollout({ ...failing, NextBatchStartTime })?.nextBatchAt;
    for (const none of [0, -1, null, undefined, '', '0', 'soon', 1e300, 5, true]) assert.equal(at(none), undefined);
    for (const value of [1658716460, 1658716460000, '1658716460', '2022-07-25 10:34:20']) {
      assert.equal(at(value), 1658716460000, String(value));
    }
  });

  it('stays small and plain, whatever TEM answers', () => {
    const many = <T>(n: number, one: T) => Array.from({ length: n }, () => one);
    const huge = readRollout({
      ...failing,
      Status: 'x'.repeat(100_000),
      OtherBatchDetail: many(5000, { BatchStatus: 'Deploying', PodNum: 1e300, NewPods: many(3000, pod('p', 'v2')) }),
    });
    assert.equal(huge?.status.length, 1000);
    assert.equal(huge.batches.length, 100);
    assert.equal(huge.batches[0]?.newInstances.length, 1000);
    assert.equal(huge.batches[0].oldInstances, 0);
    const odd = [null, undefined, '', 'x', 0, -1, 1e300, NaN, true, [], [null], [[]], {}, { length: 3 }];
    for (const value of odd) {
      const spoiled = Object.fromEntries(Object.keys(failing).map((name) => [name, value]));
      const batch = Object.fromEntries(Object.keys(failing.OtherBatchDetail[0] ?? {}).map((name) => [name, value]));
      for (const answer of [
        value,
        spoiled,
        { ...failing, OtherBatchDetail: [value, batch], BetaBatchDetail: batch },
        { ...failing, OtherBatchDetail: [{ ...batch, BatchStatus: 'Deploying', NewPods: [value, { PodId: value }] }] },
      ]) {
        const read = readRollout(answer);
        for (const one of read?.batches ?? []) {
          assert.ok(Number.isSafeInteger(one.index) && one.index >= 0 && Number.isSafeInteger(one.oldInstances));
        }
        readWorkload(answer);
      }
    }
  });
});

describe('a workload as TEM answers it', () => {
  const info = {
    ApplicationName: 'orders',
    PkgName: 'tem/pkg/1300555551/service-1/1658716460000/orders.jar',
    DeployVersion: 'v1',
    DeployMode: 'JAR',
    JdkVersion: 'KONA:11',
    Status: 'normal',
    UnderDeploying: null,
    BatchDeployStatus: '',
    StoppedManually: false,
    CurrentInstances: 2,
    ExpectedInstances: 3,
    LastDeployDate: '2022-07-25 10:34:20',
    WorkloadInfo: { Replicas: 3, ReadyReplicas: 2, UpdatedReplicas: 3, UpdatedReadyReplicas: 2 },
    EnvConf: [{ Key: 'TEM_APM_TOKEN', Value: 'aSecretOfTheTest', Type: 'reserved' }],
  };

  it('is read without its configuration', () => {
    const read = readWorkload(info);
    assert.deepEqual(read, {
      version: 'v1',
      packageName: 'orders.jar',
      deployMode: 'JAR',
      jdkVersion: 'KONA:11',
      status: 'normal',
      isWaitingForPerson: false,
      isStopped: false,
      expectedInstances: 3,
      currentInstances: 2,
      replicas: 3,
      readyReplicas: 2,
      updatedReplicas: 3,
      updatedReadyReplicas: 2,
      deployedAt: Date.parse('2022-07-25T10:34:20+08:00'),
    });
    assert.doesNotMatch(JSON.stringify(read), /aSecretOfTheTest/);
  });

  it('leaves out what TEM does not give, and takes null for no word on whether it is being deployed', () => {
    for (const value of [null, undefined, '', 'x', -1, {}, 1e300]) {
      const read = readWorkload({
        ...info,
        UnderDeploying: value,
        ExpectedInstances: value,
        CurrentInstances: value,
        WorkloadInfo: value,
        LastDeployDate: value,
        StoppedManually: value,
        JdkVersion: null,
        DeployMode: value,
      });
      assert.deepEqual(read, {
        version: 'v1',
        packageName: 'orders.jar',
        deployMode: 'OTHER',
        jdkVersion: '',
        status: 'normal',
        isWaitingForPerson: false,
        isStopped: false,
      });
    }
    for (const isDeploying of [true, false]) {
      assert.equal(readWorkload({ ...info, UnderDeploying: isDeploying })?.isDeploying, isDeploying);
    }
  });

  it('waits for a person where TEM says so, and is stopped where somebody stopped it', () => {
    const waiting = (word: string) => readWorkload({ ...info, BatchDeployStatus: word })?.isWaitingForPerson;
    assert.equal(waiting('batch_updating_waiting_confirm'), true);
    assert.equal(waiting('BATCH_UPDATING_WAITING_CONFIRM'), true);
    assert.equal(waiting('batch_updating'), false);
    assert.equal(readWorkload({ ...info, StoppedManually: true })?.isStopped, true);
  });

  it('is none where neither a version nor a package is told', () => {
    assert.equal(readWorkload({ ...info, DeployVersion: '', VersionName: null, PkgName: '' }), undefined);
    assert.equal(readWorkload({ ...info, DeployVersion: null, VersionName: 'v0' })?.version, 'v0');
  });
});
