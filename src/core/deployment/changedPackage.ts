import type { CallOptions } from '../ports/tem';
import { measureStored, type MeasuredPackage, type PlanDeps } from './planRollout';
import type { PlannedPackage, RolloutPlan } from './rolloutPlan';

/**
 * Returns the package that COS has now in place of that of a plan; `undefined` where it is the same, or COS cannot be asked.
 * Throws `packageGone` where it has none any more.
 */
export async function changedPackage(
  deps: Pick<PlanDeps, 'measure'>,
  { target, package: planned }: Pick<RolloutPlan, 'target' | 'package'>,
  options: CallOptions,
): Promise<PlannedPackage | undefined> {
  const measured = await measureStored(deps, { target, wanted: planned }, options);
  if (!measured || isSame(measured, planned)) return undefined;
  const { packageName, version } = planned;
  // Who uploaded the other one, and from which commit, says nothing about this one.
  return { packageName, version, ...measured };
}

function isSame(measured: MeasuredPackage, { bytes, crc64 }: PlannedPackage): boolean {
  if (bytes !== undefined && bytes !== measured.bytes) return false;
  return crc64 === undefined || measured.crc64 === undefined || crc64 === measured.crc64;
}
