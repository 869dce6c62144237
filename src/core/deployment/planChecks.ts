import type { UploadedPackage } from '../model';
import { javaReleaseOf } from '../packageCheck/javaReleaseOf';
import type { PlannedPackage, PlanWarning, RolloutPlan } from './rolloutPlan';
import type { Workload } from './rolloutReading';
import { wantedInstances } from './rolloutEvidence';
import { fitStrategy } from './fitStrategy';

/** The state of a place beside the one that a plan was made for; `what` has changed, the first of several. */
export type PlanComparison =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly what: 'gone' | 'stopped' | 'version' | 'package' };

const holdsMs = 600_000;

/** Tells whether a plan is not older than ten minutes, nor from the future of a clock that was set. */
export function planHolds({ madeAt }: RolloutPlan, now: number): boolean {
  return now - madeAt <= holdsMs && madeAt - now <= holdsMs;
}

/** Compares a plan with what runs in its place now. */
export function comparePlan({ replaces }: RolloutPlan, workload: Workload | undefined): PlanComparison {
  if (!workload) return { kind: 'changed', what: 'gone' };
  if (workload.isStopped) return { kind: 'changed', what: 'stopped' };
  if (workload.version !== replaces.version) return { kind: 'changed', what: 'version' };
  const isOther = workload.packageName && replaces.packageName && workload.packageName !== replaces.packageName;
  return isOther ? { kind: 'changed', what: 'package' } : { kind: 'unchanged' };
}

/** Fills a plan that was made before its upload with what COS has of it; its ten minutes begin `now`. */
export function confirmUploaded(plan: RolloutPlan, uploaded: UploadedPackage, now: number): RolloutPlan {
  const { packageName, version, key, bytes, crc64, origin, who, uploadedAt } = uploaded;
  const stored: PlannedPackage = {
    packageName,
    version,
    key,
    bytes,
    crc64,
    storedAt: uploadedAt,
    ...(origin && { origin }),
    ...(who && { who }),
  };
  const warnings = plan.warnings.filter(({ kind }) => !['dirty', 'older', 'sameVersion', 'unverified'].includes(kind));
  return {
    ...plan,
    package: stored,
    madeAt: now,
    warnings: [
      ...(origin?.isDirty ? [{ kind: 'dirty' } as const] : []),
      ...(version === plan.replaces.version ? [{ kind: 'sameVersion' } as const] : []),
      ...warnings,
    ],
  };
}

/** Makes a plan anew over what runs in its place now, without another look at either package. */
export function renewPlan(
  plan: RolloutPlan,
  workload: Workload,
  { id, now }: { readonly id: string; readonly now: number },
): RolloutPlan {
  const instances = wantedInstances(workload) ?? plan.instances;
  const next: RolloutPlan = {
    ...plan,
    id,
    madeAt: now,
    replaces: { version: workload.version, packageName: workload.packageName },
    instances,
    strategy: fitStrategy(plan.strategy, instances),
    jdkVersion: workload.jdkVersion,
  };
  const isUnverified = plan.warnings.some(({ kind }) => kind === 'unverified');
  return { ...next, warnings: planWarnings(next, { isUnverified, runningAt: undefined }) };
}

/** Completes a plan by the Java release that its package needs, which a note of its deployment tells when that fails. */
export function withNeededJava(plan: RolloutPlan, neededJava: number): RolloutPlan {
  const others = plan.warnings.filter(({ kind }) => kind !== 'java');
  return { ...plan, neededJava, warnings: [...others, ...javaWarning({ ...plan, neededJava })] };
}

/** Lists what a person should know before a plan is carried out. `runningAt` is the age of what runs, epoch ms. */
export function planWarnings(
  plan: Omit<RolloutPlan, 'warnings'>,
  { isUnverified, runningAt }: { readonly isUnverified: boolean; readonly runningAt: number | undefined },
): readonly PlanWarning[] {
  const { storedAt, origin, version } = plan.package;
  const isOlder =
    plan.purpose === 'deploy' && storedAt !== undefined && runningAt !== undefined && storedAt < runningAt;
  return [
    ...(origin?.isDirty ? [{ kind: 'dirty' } as const] : []),
    ...(isOlder ? [{ kind: 'older', storedAt, runningAt } as const] : []),
    ...javaWarning(plan),
    ...(version && version === plan.replaces.version ? [{ kind: 'sameVersion' } as const] : []),
    ...(isUnverified ? [{ kind: 'unverified' } as const] : []),
    ...(plan.purpose === 'undo' ? [{ kind: 'configurationStays' } as const] : []),
  ];
}

function javaWarning({ neededJava, jdkVersion }: Omit<RolloutPlan, 'warnings'>): readonly PlanWarning[] {
  if (neededJava === undefined || neededJava <= (javaReleaseOf(jdkVersion) ?? Infinity)) return [];
  return [{ kind: 'java', needed: neededJava, offered: jdkVersion }];
}
