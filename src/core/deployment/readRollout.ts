import type { Clock } from '../clock';
import { AppError, cancelledError, isAuthFailure } from '../errors';
import { connectionFailures, credentialFailures } from '../failureConsequences';
import { ownDetail } from './attributeDetail';
import { areBatchesFinished, hasBatchState, saysFailed } from './rolloutEvidence';
import type { RolloutReading } from './rolloutReading';
import type { RolloutRequests } from './rolloutRequests';
import type { TrackedRollout } from './trackedRollout';

/** A reading of all that could be read of a rollout, and the first failure. */
export interface RolloutLook {
  readonly reading: RolloutReading;
  readonly error?: AppError;
}

/**
 * Reads a rollout: what TEM says of it, the workload, and the instances where they decide. After a failure of one part the
 * others are read, unless it is that of the connection or of the key. Throws `cancelled` only.
 */
export async function readRollout(
  { requests, clock }: { readonly requests: RolloutRequests; readonly clock: Pick<Clock, 'now'> },
  rollout: TrackedRollout,
  signal: AbortSignal,
): Promise<RolloutLook> {
  let error: AppError | undefined;
  const part = async <T>(read: () => Promise<T | undefined>): Promise<T | undefined> => {
    if (error && isOfEveryPart(error)) return undefined;
    try {
      return await read();
    } catch (failure) {
      if (signal.aborted || !(failure instanceof AppError)) throw cancelledError();
      error ??= failure;
      return undefined;
    }
  };
  const { place } = rollout;
  const detail = await part(() => requests.detail(place, signal));
  const workload = await part(() => requests.workload(place, signal));
  if (!workload) error ??= new AppError('notRunningHere', 'TEM shows no version of it in the environment');
  const told: RolloutReading = { at: clock.now(), ...(detail && { detail }), ...(workload && { workload }) };
  const instances = areInstancesNeeded(rollout, told) ? await part(() => requests.instances(place, signal)) : undefined;
  return { reading: { ...told, at: clock.now(), ...(instances && { instances }) }, ...(error && { error }) };
}

function areInstancesNeeded(rollout: TrackedRollout, reading: RolloutReading): boolean {
  const detail = ownDetail(rollout, reading);
  const { badSince, creatingSince, isUndoing, undoSentAt } = rollout.memory;
  if (!detail || detail.batches.length === 0 || saysFailed(detail) || areBatchesFinished(detail)) return true;
  if (badSince !== undefined || Object.keys(creatingSince).length > 0 || isUndoing || undoSentAt !== undefined)
    return true;
  return (['deploying', 'reverting', 'other'] as const).some((state) => hasBatchState(detail, state));
}

/** Tells whether a failure is not one of the request, but of the way to TEM, or of the key; each action has its own permission. */
function isOfEveryPart(error: AppError): boolean {
  const { failure } = error;
  if (failure === 'denied') return false;
  return isAuthFailure(error) || failure in connectionFailures || failure in credentialFailures;
}
