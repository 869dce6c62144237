import type { Rollout } from '../../core/deployment/rollout';
import type { PlannedEnvironment, PlannedPackage, RolloutPlan } from '../../core/deployment/rolloutPlan';
import type { RolloutStrategy } from '../../core/deployment/rolloutStrategy';
import type { Target, UploadedPackage } from '../../core/model';
import type { CallOptions } from '../../core/ports/tem';

/** The parts of a plan that is to be made. The version of a package that is still to be uploaded is empty. */
export interface PlanOrder {
  readonly target: Target;
  readonly environment: PlannedEnvironment;
  readonly package: Omit<PlannedPackage, 'key'> & { readonly key?: string };
  readonly strategy: RolloutStrategy;
  readonly purpose?: RolloutPlan['purpose'];
  readonly neededJava?: number;
}

/** Core's part of making plans, bound to whom it asks. */
export interface Planning {
  /** Reads what runs there, and plans to replace it; throws `AppError` where that cannot be done. */
  readonly planRollout: (order: PlanOrder, options: CallOptions) => Promise<RolloutPlan>;
  /** Plans to go back to the version before a rollout. */
  readonly planUndo: (rollout: Rollout, options: CallOptions) => Promise<RolloutPlan>;
  /** Fills in the package of a plan that was made before its upload. */
  readonly confirmUploaded: (plan: RolloutPlan, uploaded: UploadedPackage, now: number) => RolloutPlan;
  /** Fits a strategy to a number of instances. */
  readonly fitStrategy: (strategy: RolloutStrategy, instances: number) => RolloutStrategy;
}
