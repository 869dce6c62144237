import { isRolloutEnd, type Rollout, type RolloutState } from './rollout';

const withoutInstances: readonly RolloutState['kind'][] = ['starting', 'checking', 'queued', 'undoing'];

/** Tells whether a rollout waits for a person, who has not answered yet. */
export function canContinue({ state, asked }: Rollout): boolean {
  return state.kind === 'waiting' && asked === undefined;
}

/** Tells whether a rollout that runs has replaced anything that can be put back. */
export function canUndo({ state, asked }: Rollout): boolean {
  return !isRolloutEnd(state) && asked !== 'undo' && !withoutInstances.includes(state.kind);
}

/** Tells whether the version before a rollout that has ended can be deployed again: ours, which changed what runs. */
export function canGoBack({ state, asked, plan }: Rollout): boolean {
  return plan !== undefined && asked === undefined && (state.kind === 'succeeded' || state.kind === 'failed');
}

/** Tells whether TEM has ended a rollout as well, as far as is known: it may go on with one whose instances do not come up. */
export function isOverInTem({ state }: Rollout): boolean {
  if (state.kind === 'failed') return state.failure.status.toLowerCase() === 'error';
  return isRolloutEnd(state);
}

/** Tells whether a rollout is still awaited. */
export function isUnderWay({ state }: Rollout): boolean {
  return !isRolloutEnd(state);
}

/** Tells whether something went wrong with a rollout, or with what a person asked of it. */
export function hasError(rollout: Rollout): boolean {
  const { state, problem, refused } = rollout;
  const isRefused = refused !== undefined && !isMoot(rollout);
  return state.kind === 'failed' || state.kind === 'notBegun' || problem !== undefined || isRefused;
}

/** Tells whether an undo was not asked for because TEM has finished: what is done in its place is another deployment. */
export function isMoot({ state, refused }: Rollout): boolean {
  return refused?.failure === 'nothingRuns' && (state.kind === 'settling' || state.kind === 'replaced');
}
