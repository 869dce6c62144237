import type { Catalog } from '../../browse/catalog';
import type { Clock } from '../../core/clock';
import type { RolloutPlan } from '../../core/deployment/rolloutPlan';
import { cancelledError } from '../../core/errors';
import type { CheckPlace } from '../../core/packageCheck/checkPackage';
import type { Finding } from '../../core/packageCheck/finding';
import { withPatience } from '../../core/packageCheck/withPatience';
import type { CallOptions } from '../../core/ports/tem';
import type { MutedFindings } from '../checks/mutedFindings';
import type { PackageChecks } from '../checks/packageChecks';
import { outcomeOf } from '../vscode/errorReporter';

/** Findings of the check of a plan's package; `unknown` where it could not be read, or not within moments. */
export type PlanCheck =
  | { readonly kind: 'checked'; readonly findings: readonly Finding[]; readonly neededJava?: number }
  | { readonly kind: 'unknown' };

/** Checks the package of a plan: the file at `path`, else the one in COS. Throws `cancelled` only. */
export type CheckPlan = (
  plan: RolloutPlan,
  options: CallOptions & { readonly path: string | undefined },
) => Promise<PlanCheck>;

/** Dependencies of the check of a plan. */
export interface CheckPlanDeps {
  readonly checks: PackageChecks;
  readonly muted: Pick<MutedFindings, 'without'>;
  readonly catalog: Pick<Catalog, 'peek'>;
  readonly clock: Pick<Clock, 'sleep'>;
}

// Of a package in COS each read is a request.
const patienceMs = 3000;

/** Makes what checks a plan's package for the one environment that it is planned for. */
export function checkPlanBy(deps: CheckPlanDeps): CheckPlan {
  const { checks, muted, clock } = deps;
  return async (plan, { path, signal }) => {
    const place = placeOf(deps, plan);
    const stored = (soon: AbortSignal) =>
      checks.stored({ ...plan.target, ...plan.package }, knownOf(plan), { place, signal: soon });
    const checked = await outcomeOf(() =>
      path === undefined
        ? withPatience({ clock, ms: patienceMs }, stored, { signal })
        : // It has its own patience with TEM, after which what the file shows is still told.
          checks.file(path, place, { signal }),
    );
    if (signal.aborted && checked.kind === 'cancelled') throw cancelledError();
    if (checked.kind !== 'done') return { kind: 'unknown' };
    const { findings, facts } = checked.value;
    // Who goes back wants the lower version.
    const meant = plan.purpose === 'undo' ? findings.filter(({ kind }) => kind !== 'lowerVersion') : findings;
    return {
      kind: 'checked',
      findings: path === undefined ? meant : muted.without(path, meant),
      ...(facts?.java && { neededJava: facts.java.release }),
    };
  };
}

function placeOf({ catalog }: CheckPlanDeps, { target, environment, jdkVersion, replaces }: RolloutPlan): CheckPlace {
  const { name: environmentName, kind } = environment;
  const deployMode = catalog.peek(target)?.deployMode ?? 'OTHER';
  return { kind: 'environment', target, deployMode, environment: { environmentName, kind, jdkVersion, ...replaces } };
}

/** Says where COS has the package of a plan. */
function knownOf({ package: { packageName, version, key, bytes, storedAt } }: RolloutPlan) {
  if (!key || bytes === undefined) return {};
  return { stored: { packageName, version, bucket: '', key, bytes, modifiedAt: storedAt ?? 0 } };
}
