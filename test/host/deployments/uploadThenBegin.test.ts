import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { confirmUploaded } from '../../../src/core/deployment/planChecks';
import type { RolloutPlan } from '../../../src/core/deployment/rolloutPlan';
import type { UploadedPackage, UploadOrder } from '../../../src/core/model';
import { uploadThenBegin, type UploadThenBeginDeps } from '../../../src/ui/deployments/uploadThenBegin';
import { rolloutOf, samplePlan } from '../../fixtures/sampleRollout';

const { target, package: planned } = samplePlan;
const order: UploadOrder = {
  id: 'order-1',
  target,
  path: '/w/orders.jar',
  packageName: planned.packageName,
  versionTemplate: '',
};
const uploaded: UploadedPackage = { ...planned, target, bucket: 'b', bytes: 10, crc64: '7', uploadedAt: 1 };
const upload = { kind: 'upload', id: order.id, target, packageName: order.packageName, state: { kind: 'queued' } };

describe('an upload that is deployed then', () => {
  /** Runs one to the end of its upload; resolves with the plans that were begun. */
  async function begunAfter(bytes: number): Promise<readonly RolloutPlan[]> {
    const begun: RolloutPlan[] = [];
    const stop = new vscode.CancellationTokenSource();
    const deps = {
      uploading: {
        clock: { now: () => 5 },
        lastTargets: { remember: () => Promise.resolve() },
        refresh: () => undefined,
        uploads: {
          start: () => upload,
          ended: () => Promise.resolve({ kind: 'finished', uploaded }),
          cancel: () => undefined,
        },
      },
      planning: { confirmUploaded },
      board: {
        begin: (plan: RolloutPlan) => {
          begun.push(plan);
          return Promise.resolve({ kind: 'begun', rollout: rolloutOf({ kind: 'building' }) });
        },
      },
      withErrorReporting: (_what: string, job: () => Promise<unknown>) => job(),
    };
    const isOn = await new Promise<boolean>((resolve) => {
      const followFrom: UploadThenBeginDeps['followFrom'] = async (_id, lead) => {
        resolve(await lead.run(stop.token));
        // What a person is asked then is another test's.
        return new Promise(() => undefined);
      };
      const all = { ...deps, followFrom } as unknown as UploadThenBeginDeps;
      void uploadThenBegin(all, order, { ...samplePlan, package: { ...planned, bytes } });
    });
    stop.dispose();
    assert.equal(isOn, begun.length > 0);
    return begun;
  }

  it('begins with the package that was confirmed', async () => {
    const [plan] = await begunAfter(10);
    assert.deepEqual([plan?.package.bytes, plan?.package.crc64, plan?.madeAt], [10, '7', 5]);
  });

  it('begins nothing where the file has been built anew since', async () => {
    assert.deepEqual(await begunAfter(11), []);
  });
});
