import type { Rollout, Stage } from './rollout';

/**
 * One rollout that began, as tests look back on it. Times are epoch ms. `stage` is where it is, or how it ended; `replaced` one
 * was taken, but another was before TEM told of it. `resumes` and `reverts` count the calls that had an effect, or a second time none.
 */
export interface RolloutRecord {
  readonly id: string;
  readonly applicationId: string;
  readonly environmentId: string;
  readonly version: string;
  readonly packageName: string;
  readonly oldVersion: string;
  readonly byColleague: boolean;
  readonly at: number;
  readonly endedAt?: number;
  readonly stage: Stage['kind'];
  readonly resumes: number;
  readonly reverts: number;
}

/** Returns the record of a rollout as it is now. */
export function recordOf(rollout: Rollout): RolloutRecord {
  const { id, application, deployment, version, packageName, oldVersion, byColleague, resumes, reverts } = rollout;
  return {
    ...{ id, applicationId: application.id, environmentId: deployment.environmentId },
    ...{ version, packageName, oldVersion, byColleague },
    at: rollout.takenAt,
    ...(rollout.endedAt !== undefined && { endedAt: rollout.endedAt }),
    ...{ stage: rollout.stage.kind, resumes, reverts },
  };
}
