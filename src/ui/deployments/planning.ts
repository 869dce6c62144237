import type { Rollout } from '../../core/deployment/rollout';
import type { PlanRequest } from '../../core/deployment/planRollout';
import type { RolloutPlan } from '../../core/deployment/rolloutPlan';
import type { RolloutStrategy } from '../../core/deployment/rolloutStrategy';
import type { UploadedPackage } from '../../core/model';
import type { CallOptions } from '../../core/ports/tem';

/** Core's part of making plans, bound to whom it asks. */
export interface Planning {
  /** Reads what runs there, and plans to replace it; throws `AppError` where that cannot be done. */
  readonly planRollout: (order: PlanRequest, options: CallOptions) => Promise<RolloutPlan>;
  /** Plans to go back to the version before a rollout. */
  readonly planUndo: (rollout: Rollout, options: CallOptions) => Promise<RolloutPlan>;
  /** Fills in the package of a plan that was made before its upload. */
  readonly confirmUploaded: (plan: RolloutPlan, uploaded: UploadedPackage, now: number) => RolloutPlan;
  /** Fits a strategy to a number of instances. */
  readonly fitStrategy: (strategy: RolloutStrategy, instances: number) => RolloutStrategy;
}
