import type { Rollout } from '../../core/deployment/rollout';
import type { RolloutMarks } from '../../core/deployment/rolloutMarks';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import type { Planning } from './planning';

/** Core's parts for deploying, built once in a window. */
export interface RolloutParts {
  readonly board: RolloutBoard;
  readonly planning: Planning;
  readonly marksOf: (rollout: Rollout) => RolloutMarks;
}
