import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import type { Rollout } from '../../core/deployment/rollout';
import type { RolloutStrategy } from '../../core/deployment/rolloutStrategy';
import type { Account, EnvironmentKind } from '../../core/model';
import type { Accounts } from '../accounts/accounts';
import type { WithErrorReporting } from '../vscode/errorReporter';
import type { ConfirmPlanDeps } from './confirmPlan';
import type { EnvironmentSource } from './environmentChoices';
import type { CheckPlan } from './checkPlan';
import type { Planning } from './planning';

/** Dependencies of deploying: whom to ask, what makes plans, and what carries them out. */
export interface DeployDeps extends Pick<ConfirmPlanDeps, 'whereTyped'> {
  readonly accounts: Pick<Accounts, 'list'>;
  readonly board: Pick<RolloutBoard, 'begin' | 'undo' | 'find'>;
  readonly planning: Planning;
  readonly checkPlan: CheckPlan;
  readonly catalog: EnvironmentSource;
  readonly strategyOf: (kind: EnvironmentKind) => RolloutStrategy;
  readonly withErrorReporting: WithErrorReporting;
  /** Follows somebody else's rollout in a notification. */
  readonly follow: (rollout: Rollout) => void;
  /** Undoes a rollout that runs, and tells a person where that is rejected. */
  readonly undoRollout: (rollout: Rollout) => Promise<void>;
}

/** Finds a signed-in account. */
export async function accountById(
  { accounts }: Pick<DeployDeps, 'accounts'>,
  id: string,
): Promise<Account | undefined> {
  return (await accounts.list()).find((account) => account.id === id);
}
