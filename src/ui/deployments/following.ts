import type { AppError } from '../../core/errors';
import type { Rollout } from '../../core/deployment/rollout';
import type { RolloutMarks } from '../../core/deployment/rolloutMarks';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import type { EnvironmentPlace } from '../../core/place';
import { readDeployConfirm } from '../vscode/settings';
import { deploy } from './deploy';
import { accountById, type DeployDeps } from './deployDeps';
import { openConsolePage } from './offerConsole';
import { readDeployStrategy } from './readDeployStrategy';
import { RolloutFollower } from './rolloutFollower';
import { showRolloutStatus } from './rolloutStatus';
import type { TellEndDeps } from './tellEnd';
import { isUndoTyped } from './undoWords';
import { continueRollout, tryAgain, undoRollout, undoRunning } from './undoRollout';

/** Dependencies of following the rollouts of this window. */
export interface FollowingDeps extends Pick<
  DeployDeps,
  'accounts' | 'catalog' | 'checkPlan' | 'planning' | 'withErrorReporting'
> {
  readonly board: RolloutBoard;
  readonly marksOf: (rollout: Rollout) => RolloutMarks;
  /** Opens the Applications view at an application, or an environment of it. */
  readonly revealPlace: (place: EnvironmentPlace) => Promise<void>;
}

/** The follower of the rollouts of this window, and the answers of a person wherever one is asked. */
export interface Following {
  readonly follower: RolloutFollower;
  readonly deployDeps: DeployDeps;
  readonly endDeps: TellEndDeps;
  readonly continueRollout: (rollout: Rollout) => Promise<void>;
  /** Undoes a rollout, somebody else's once its application's name is typed. */
  readonly undoRollout: (rollout: Rollout) => Promise<void>;
  /** Tells why TEM refused what a person asked of a rollout, and offers to ask for the same once more. */
  readonly tryAgain: (rollout: Rollout, refused: AppError) => Promise<void>;
  /** Follows a rollout, whoever began it, in a notification. */
  readonly follow: (rollout: Rollout) => void;
  dispose(): void;
}

/** Begins to follow the rollouts of this window: notifications, messages, the status bar. */
export function startFollowing(deps: FollowingDeps): Following {
  const { board, withErrorReporting, revealPlace } = deps;
  const follow = (rollout: Rollout): void => void withErrorReporting('TEM Toolkit', () => followAny(rollout));
  const deployDeps: DeployDeps = {
    ...deps,
    whereTyped: readDeployConfirm,
    strategyOf: readDeployStrategy,
    follow,
    undoRollout: (rollout) => undoRunning(deps, rollout),
  };
  const changeDeps = { ...deployDeps, board };
  const goOn = (rollout: Rollout) => continueRollout(changeDeps, rollout);
  const undo = async (rollout: Rollout): Promise<void> => {
    if (rollout.plan || (await isUndoTyped(rollout))) await undoRollout(changeDeps, rollout);
  };
  const endDeps: TellEndDeps = {
    ...deps,
    undoRollout: undo,
    reveal: ({ place }) => revealPlace(place),
    openConsole: async ({ place }) => openConsolePage((await accountById(deps, place.accountId))?.site, '/application'),
    deployAgain: (rollout) => deployAgain(deployDeps, rollout),
  };
  const follower = new RolloutFollower({ ...endDeps, board, continueRollout: goOn });
  const status = showRolloutStatus(deps);
  const followAny = async (rollout: Rollout): Promise<void> => {
    // Theirs would be followed only while it is in sight.
    const leaving = new AbortController();
    if (!rollout.plan) board.watch(rollout, leaving.signal);
    await follower.follow(rollout.id).finally(() => leaving.abort());
  };
  return {
    follower,
    deployDeps,
    endDeps,
    continueRollout: goOn,
    undoRollout: undo,
    tryAgain: (rollout, refused) => tryAgain(changeDeps, rollout, refused),
    follow,
    dispose: () => {
      follower.dispose();
      status.dispose();
    },
  };
}

async function deployAgain(deps: DeployDeps, { plan }: Rollout): Promise<void> {
  if (!plan) return;
  const { target, environment, package: what } = plan;
  await deploy(deps, { target, environment, package: what, deployMode: 'OTHER' });
}
