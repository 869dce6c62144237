import { hiddenMs } from './hiddenMs';
import type { RolloutDetail, RolloutReading } from './rolloutReading';
import { detailSign } from './rolloutSigns';
import type { TrackedRollout } from './trackedRollout';

/**
 * The rollout that TEM shows beside the one that is followed: itself, the last one before it, another that began later, or one
 * that cannot be told from these.
 */
export type Attribution = 'own' | 'before' | 'other' | 'unknown';

const clockSlackMs = 300_000;

/** Tells which rollout a detail is of. */
export function attributeDetail(rollout: TrackedRollout, detail: RolloutDetail, at: number): Attribution {
  const { memory, version, begunAt } = rollout;
  const isOurVersion = detail.newVersion === version;
  if (memory.startWord) return attributeByStart(rollout, detail);
  if (memory.priorStartWord !== undefined) {
    if (detail.startWord === memory.priorStartWord && detail.startWord) return 'before';
    // Without a start only the rest tells one from the other.
    if (!detail.startWord && memory.priorSign === detailSign(detail)) return 'before';
    if (isOurVersion) return detail.startWord || rollout.oldVersion !== version ? 'own' : 'unknown';
  } else if (isOurVersion) {
    const isOld = detail.startedAt !== undefined && detail.startedAt < begunAt - clockSlackMs;
    return isOld ? 'before' : 'own';
  } else return 'unknown';
  return detail.startWord > memory.priorStartWord && at - begunAt > hiddenMs ? 'other' : 'unknown';
}

/** Returns the detail of a reading where it is of this rollout. */
export function ownDetail(rollout: TrackedRollout, { detail, at }: RolloutReading): RolloutDetail | undefined {
  return detail && attributeDetail(rollout, detail, at) === 'own' ? detail : undefined;
}

function attributeByStart({ memory, version, oldVersion }: TrackedRollout, detail: RolloutDetail): Attribution {
  const isOurVersion = detail.newVersion === version;
  if (!detail.startWord) return isOurVersion ? 'own' : 'unknown';
  if (detail.startWord === memory.startWord) return isOurVersion || memory.isUndoing ? 'own' : 'unknown';
  if (!isLaterThan(detail, memory)) return 'before';
  // TEM may show that instances are put back as a rollout of the old version.
  const isReverse = memory.undoSentAt !== undefined && detail.newVersion === oldVersion && oldVersion !== version;
  return isReverse ? 'unknown' : 'other';
}

function isLaterThan(detail: RolloutDetail, { startWord, startedAt }: TrackedRollout['memory']): boolean {
  if (detail.startedAt !== undefined && startedAt !== undefined) return detail.startedAt > startedAt;
  return detail.startWord > startWord;
}
