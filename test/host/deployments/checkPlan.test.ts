import assert from 'node:assert/strict';
import { systemClock } from '../../../src/core/clock';
import { AppError } from '../../../src/core/errors';
import { checkPackage, type CheckPlace } from '../../../src/core/packageCheck/checkPackage';
import { packageReader } from '../../../src/jar/packageReader';
import type { PackageChecks } from '../../../src/ui/checks/packageChecks';
import { checkPlanBy, type PlanCheck } from '../../../src/ui/deployments/checkPlan';
import { bootJar } from '../../fixtures/bootJar';
import { memorySource } from '../../fixtures/memorySource';
import { samplePlan } from '../../fixtures/sampleRollout';

const never = () => new Promise<never>(() => undefined);
const { signal } = new AbortController();

describe('the check of a plan', () => {
  let bytes: Buffer;
  before(async () => {
    bytes = await bootJar({ name: 'orders', version: '1.3.0', main: 'com/acme/Orders', bytes: 50_000, seed: 1 });
  });

  /** Runs checks as they are, over a package in memory, where TEM never answers and patience ends at once. */
  function checksOf(more: Partial<PackageChecks> = {}): Parameters<typeof checkPlanBy>[0] {
    const clock = { sleep: () => Promise.resolve() };
    const check = (place: CheckPlace | undefined, path: string | undefined, inner: AbortSignal) =>
      checkPackage(
        {
          reader: packageReader,
          builtPackages: { look: never, findMeant: never, findNewerSource: never },
          clock,
          readPlace: never,
          packages: never,
          openStored: never,
        },
        {
          packageName: 'orders-1.3.0.jar',
          source: memorySource(bytes),
          ...(path && { path }),
          ...(place && { place }),
        },
        { signal: inner },
      );
    return {
      checks: {
        file: (path, place, options) => check(place, path, options.signal),
        stored: (_address, _known, options) => check(options.place, undefined, options.signal),
        ...more,
      },
      muted: { without: (_path, findings) => findings },
      catalog: { peek: () => undefined },
      clock,
    };
  }

  const kinds = (check: PlanCheck) => (check.kind === 'checked' ? check.findings.map(({ kind }) => kind) : check.kind);

  it('tells what a file shows although TEM does not answer in time', async () => {
    const check = await checkPlanBy(checksOf())(samplePlan, { path: '/w/orders-1.3.0.jar', signal });
    assert.deepEqual(kinds(check), ['newerJava', 'lowerVersion']);
    assert.equal(check.kind === 'checked' && check.neededJava, 17);
  });

  it('is unknown where the package cannot be read, or not within three seconds, and cancelled by a person alone', async () => {
    const failing = { stored: () => Promise.reject(new AppError('packageGone', 'made up')) };
    assert.deepEqual(await checkPlanBy(checksOf(failing))(samplePlan, { path: undefined, signal }), {
      kind: 'unknown',
    });
    const late: PackageChecks['stored'] = (_address, _known, options) =>
      new Promise((_resolve, reject) => {
        const stop = () => reject(new AppError('cancelled', 'made up'));
        if (options.signal.aborted) stop();
        options.signal.addEventListener('abort', stop);
      });
    const slow = checksOf({ stored: late });
    assert.deepEqual(await checkPlanBy(slow)(samplePlan, { path: undefined, signal }), { kind: 'unknown' });
    const stop = new AbortController();
    const patient = { ...slow, clock: systemClock };
    const checking = checkPlanBy(patient)(samplePlan, { path: undefined, signal: stop.signal });
    stop.abort();
    await assert.rejects(checking, { failure: 'cancelled' });
  });

  it('does not warn of the lower version that one goes back to', async () => {
    const stored = { ...checksOf(), clock: { sleep: never } };
    const deploy = await checkPlanBy(stored)(samplePlan, { path: undefined, signal });
    assert.deepEqual(kinds(deploy), ['newerJava', 'lowerVersion']);
    const undo = await checkPlanBy(stored)({ ...samplePlan, purpose: 'undo' }, { path: undefined, signal });
    assert.deepEqual(kinds(undo), ['newerJava']);
  });
});
