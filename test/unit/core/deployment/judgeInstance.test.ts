import assert from 'node:assert/strict';
import { firstBadInstance, judgeInstance } from '../../../../src/core/deployment/judgeInstance';
import { crashing, instance } from './rolloutSamples';

const unhealthy = (unhealthyReason: string) => instance('i', 'v2', { isReady: false, unhealthyReason });

describe('an instance that does not run', () => {
  it('is judged by the table of the guide to failing applications', () => {
    const cases = [
      [instance('i', 'v2', { status: 'CrashLoopBackOff' }), 'crashing'],
      [instance('i', 'v2', { status: 'Error' }), 'crashing'],
      [unhealthy('Readiness probe failed: HTTP probe failed with statuscode: 503'), 'notReady'],
      [unhealthy('Liveness probe failed: connection refused'), 'notAlive'],
      [unhealthy('Readiness check failed according to l4 listener 80 of CLB lb-1'), 'unreachable'],
      [instance('i', 'v2', { status: 'PostStartHookError' }), 'postStart'],
      [instance('i', 'v2', { status: 'ContainerCreating' }), 'noVolume'],
      [instance('i', 'v2', { status: 'CreateContainerConfigError' }), 'noConfiguration'],
      [instance('i', 'v2', { status: 'ImagePullBackOff' }), 'noImage'],
      [unhealthy('something new'), 'other'],
      [instance('i', 'v2'), undefined],
      [instance('i', 'v2', { status: 'Pending', isReady: false }), undefined],
      [instance('i', 'v2', { status: '', isReady: false }), undefined],
    ] as const;
    for (const [one, cause] of cases) assert.equal(judgeInstance(one)?.cause, cause, JSON.stringify(one));
  });

  it('is named first where it is worse than being created', () => {
    const created = instance('c', 'v2', { status: 'ContainerCreating', isReady: false });
    assert.equal(firstBadInstance([created, crashing])?.id, crashing.id);
    assert.equal(firstBadInstance([created])?.cause, 'noVolume');
    assert.equal(firstBadInstance([instance('i', 'v2')]), undefined);
  });
});
