import assert from 'node:assert/strict';
import { AppError } from '../../../src/core/errors';
import type { InstanceCause } from '../../../src/core/deployment/rollout';
import { rolloutMarks, type RolloutMarks } from '../../../src/core/deployment/rolloutMarks';
import type { RolloutStrategy } from '../../../src/core/deployment/rolloutStrategy';
import { javaDisagreement, rolloutFailureSentence } from '../../../src/ui/messages/rolloutFailureWords';
import { batchesSentence, rolloutSentence, rolloutStrip } from '../../../src/ui/messages/rolloutWords';
import { strategyWords } from '../../../src/ui/messages/strategyWords';
import { planLines, planQuestion } from '../../../src/ui/deployments/planText';
import { rolloutStand } from '../../../src/ui/deployments/rolloutStand';
import { rolloutStatusWords } from '../../../src/ui/deployments/rolloutStatus';
import { prodPlan, rolloutOf, theirRolloutOf } from '../../fixtures/sampleRollout';

const marks: RolloutMarks = { batches: ['finished', 'finished', 'moving', 'notStarted'], wanted: 4, ready: 2 };
const unfound = { kind: 'checked', findings: [] } as const;
const name = '20261123120500 to orders in shop-prod';

describe('a plan in words', () => {
  it('is one sentence and a list', () => {
    assert.equal(
      planQuestion(prodPlan),
      'Deploy orders-1.4.2.jar (version 20261123120500) to orders in shop-prod, replacing 20261019160455?',
    );
    assert.deepEqual(planLines(prodPlan, unfound), [
      'Package: orders-1.4.2.jar, 41.2 MB, CRC-64 1234567890',
      'Commit: 01234567, main',
      'By: Shop (Ann)',
      'Environment: shop-prod (production), 4 instances, Java KONA:11',
      'Strategy: Trial batch of 1 instance that you confirm, then 2 batches; as many instances available as now',
      'Replaces: 20261019160455, orders-1.4.1.jar',
      'This plan is valid for 10 minutes.',
    ]);
  });

  it('says each warning, and of an unknown kind of environment that it is unknown', () => {
    const hour = 3_600_000;
    const lines = planLines(
      {
        ...prodPlan,
        environment: { ...prodPlan.environment, kind: 'other' },
        warnings: [
          { kind: 'dirty' },
          { kind: 'older', storedAt: 0, runningAt: 2 * hour },
          { kind: 'java', needed: 17, offered: 'KONA:11' },
          { kind: 'sameVersion' },
          { kind: 'unverified' },
          { kind: 'configurationStays' },
        ],
      },
      { kind: 'unknown' },
      3 * hour,
    );
    assert.ok(lines.some((line) => line.includes('shop-prod (of unknown type)')));
    assert.deepEqual(
      lines.filter((line) => line.startsWith('⚠')),
      [
        '⚠ The package was built with uncommitted changes.',
        '⚠ The package is older than the running one: uploaded 3 h ago, the running one 1 h ago.',
        '⚠ Version 20261019160455 is running already. All instances are replaced.',
        '⚠ The package could not be compared with COS.',
        '⚠ Only the package goes back. Changes of the configuration stay.',
        '⚠ The package could not be checked.',
      ],
    );
  });

  it('begins its ten minutes with the upload where there is one, and names what an undo goes back to', () => {
    const before = { ...prodPlan, package: { packageName: 'orders-1.4.2.jar', version: '', key: '' } };
    assert.equal(
      planQuestion(before),
      'Upload orders-1.4.2.jar and deploy it to orders in shop-prod, replacing 20261019160455?',
    );
    assert.match(planLines(before, unfound).at(-1) ?? '', /after the upload/);
    assert.equal(
      planQuestion({ ...prodPlan, purpose: 'undo' }),
      'Take orders in shop-prod back to version 20261123120500, replacing 20261019160455?',
    );
  });

  it('says what a strategy does', () => {
    const strategy = (more: Partial<RolloutStrategy>, instances = 4) =>
      strategyWords({ ...prodPlan.strategy, ...more }, instances);
    assert.equal(strategy({ kind: 'automatic', pauseSeconds: 300 }), 'Automatic: 2 batches, 5 min apart');
    assert.equal(strategy({ kind: 'automatic', batches: 1, pauseSeconds: 300 }), 'Automatic: 1 batch');
    assert.equal(strategy({ kind: 'manual', batches: 3 }), 'Manual: 3 batches, each started by you');
    assert.equal(strategy({ trialInstances: 2 }), 'Trial batch of 2 instances that you confirm, then 2 batches');
    assert.equal(strategy({}, 1), 'Automatic: 1 batch');
  });
});

describe('a deployment in words', () => {
  it('is drawn as a strip, and spoken as a sentence', () => {
    assert.equal(rolloutStrip(marks.batches), '●●◐○');
    assert.equal(
      rolloutSentence(rolloutOf({ kind: 'deploying' }), marks),
      'Deploying 20261123120500 of orders in shop-prod: replacing instances, batch 3 of 4 in progress, 2 of 4 new instances ready',
    );
    assert.equal(rolloutStrip(Array.from({ length: 100 }, () => 'notStarted')), `${'○'.repeat(20)}…`);
  });

  it('says in its notification how far it is, what comes next, and that it could not be read', () => {
    const stand = (state: Parameters<typeof rolloutOf>[0], more = {}) =>
      rolloutStand(rolloutOf(state, more), { ...marks, nextBatchAt: 100_000, failing: 1 }, 40_000);
    assert.equal(
      stand({ kind: 'pausing' }).message(),
      `Deploying ${name}: pausing before the next batch · batch 3 of 4 in progress · 2 of 4 new instances ready, 1 failing · next batch in 1 min`,
    );
    const problem = new AppError('offline', 'x');
    const [well, ill] = [stand({ kind: 'deploying' }), stand({ kind: 'deploying' }, { problem })];
    assert.notEqual(well.stage, ill.stage);
    assert.match(ill.message(), / · Offline$/);
    assert.match(stand({ kind: 'deploying' }, { asked: 'undo' }).message(), /^Undoing /);
  });

  it('says of a failure by which instance it failed, in each of the eight ways, else what TEM says', () => {
    const causes: Readonly<Record<InstanceCause | 'other', RegExp>> = {
      crashing: /does not start, or exits again/,
      notReady: /readiness check/,
      notAlive: /liveness check/,
      unreachable: /load balancer/,
      postStart: /PostStart/,
      noVolume: /volume/,
      noConfiguration: /configuration/,
      noImage: /image/,
      other: /does not run/,
    };
    const failure = { status: 'Error', errorMessage: '' };
    for (const [cause, said] of Object.entries(causes)) {
      const instance = { id: 'pod-1', cause: cause as InstanceCause, word: 'CrashLoopBackOff', restarts: 3 };
      const sentence = rolloutFailureSentence({ ...failure, instance });
      assert.match(sentence, said);
      assert.match(sentence, /pod-1.* \(CrashLoopBackOff, 3 restarts\)$/);
    }
    assert.equal(rolloutFailureSentence({ ...failure, errorMessage: 'no room' }), 'TEM says: no room');
    assert.equal(rolloutFailureSentence(failure), 'TEM returned the status Error without a reason.');
    assert.equal(rolloutFailureSentence({ ...failure, status: '' }), 'TEM did not return a reason.');
  });

  it('names the two Javas only where its plan found that they disagree', () => {
    const warnings = [{ kind: 'java', needed: 17, offered: 'KONA:11' }] as const;
    assert.equal(
      javaDisagreement({ plan: { ...prodPlan, warnings } }),
      'The package requires Java 17, the environment has KONA:11.',
    );
    assert.equal(javaDisagreement(rolloutOf({ kind: 'deploying' })), undefined);
    assert.equal(javaDisagreement({}), undefined);
  });
});

describe('a deployment that waits for another', () => {
  it('counts no instances: what is read there is not of it', () => {
    const reading = rolloutOf({ kind: 'deploying' }).reading;
    const queued = rolloutOf({ kind: 'queued', reason: 'deploying' }, reading && { reading });
    assert.deepEqual(rolloutMarks(queued), { batches: [] });
  });
});

describe('the batches', () => {
  it('are counted where there are several', () => {
    assert.equal(batchesSentence(['finished']), 'the only batch finished');
    assert.equal(batchesSentence(['finished', 'finished']), 'all 2 batches finished');
  });
});

describe('the status bar', () => {
  const words = (...all: readonly Parameters<typeof rolloutOf>[0][]) =>
    rolloutStatusWords(
      all.map((state, n) => rolloutOf(state, { id: String(n) })),
      () => marks,
    );

  it('says nothing where none of this window runs, neither of what others deploy', () => {
    assert.equal(words(), undefined);
    assert.equal(words({ kind: 'succeeded' }), undefined);
    assert.equal(
      rolloutStatusWords([theirRolloutOf({ kind: 'deploying' })], () => marks),
      undefined,
    );
  });

  it('names the only one, counts several, and warns of those that wait', () => {
    assert.deepEqual(
      [words({ kind: 'deploying' }), words({ kind: 'waiting' })].map((said) => [said?.text, said?.isWarning]),
      [
        ['TEM: deploying orders to shop-prod', false],
        ['TEM: orders in shop-prod is waiting', true],
      ],
    );
    assert.equal(words({ kind: 'undoing' })?.text, 'TEM: undoing orders in shop-prod');
    assert.equal(words({ kind: 'queued', reason: 'deploying' })?.text, 'TEM: waiting to deploy orders to shop-prod');
    const several = words(
      { kind: 'deploying' },
      { kind: 'waiting' },
      { kind: 'failed', failure: { status: '', errorMessage: '' } },
    );
    assert.equal(several?.text, 'TEM: 2 deployments, 1 waiting');
    assert.match(several?.spoken ?? '', /^TEM: 2 deployments, 1 waiting\. Deploying .*\. Reveal deployment\.$/);
  });
});
