import type { Rollout, Stage } from './rollout';
import type { RolloutStrategy } from './rolloutStrategy';

/**
 * One rollout that began, as tests look back on it. Times are epoch ms. `stage` is where it is, or how it ended; `replaced` one
 * was taken, but another was before TEM told of it. `resumes` counts the calls that let a batch start, `reverts` those while there was something to put back.
 */
export interface RolloutRecord {
  readonly id: string;
  readonly applicationId: string;
  readonly environmentId: string;
  readonly version: string;
  readonly packageName: string;
  readonly oldVersion: string;
  readonly strategy: RolloutStrategy;
  readonly byColleague: boolean;
  readonly at: number;
  readonly endedAt?: number;
  readonly stage: Stage['kind'];
  readonly resumes: number;
  readonly reverts: number;
}

/** Returns the record of a rollout as it is now. */
export function recordOf(rollout: Rollout): RolloutRecord {
  const { id, application, deployment, version, packageName, oldVersion, strategy, byColleague } = rollout;
  return {
    ...{ id, applicationId: application.id, environmentId: deployment.environmentId },
    ...{ version, packageName, oldVersion, strategy, byColleague },
    at: rollout.takenAt,
    ...(rollout.endedAt !== undefined && { endedAt: rollout.endedAt }),
    ...{ stage: rollout.stage.kind, resumes: rollout.resumes, reverts: rollout.reverts },
  };
}
