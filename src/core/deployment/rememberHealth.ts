import { judgeInstance } from './judgeInstance';
import { isComplete, newInstances, type ReadRollout } from './rolloutEvidence';
import type { RolloutMemory } from './trackedRollout';

// Of what was between two readings that are further apart nothing is known: two minutes, or a stable time, begin anew.
const maxGapMs = 60_000;

/** Remembers since when new instances have been bad, or everything well, by one more reading. */
export function rememberHealth(memory: RolloutMemory, read: ReadRollout, at: number): RolloutMemory {
  const isGap = at - memory.readAt > maxGapMs;
  const instances = newInstances(read);
  const isTold = !!read.reading.instances || instances.length > 0;
  const finished = read.detail?.batches.filter(({ state }) => state === 'finished').length ?? 0;
  const ready = instances.filter(({ isReady }) => isReady).length;
  const hasAdvanced = ready > memory.mostReady || finished > memory.mostFinished;
  const { badSince, stableSince, ...rest } = memory;
  const causes = instances.map((instance) => judgeInstance(instance)?.cause);
  const isBad = causes.some((cause) => cause !== undefined && cause !== 'noVolume');
  const restarts = isTold ? instances.reduce((sum, one) => sum + one.restarts, 0) : memory.restarts;
  const isStable = isComplete(read) && !isBad && restarts <= memory.restarts;
  const goesOn = (since: number | undefined) => (isGap ? at : (since ?? at));
  return {
    ...rest,
    ...(isTold ? isBad && { badSince: hasAdvanced ? at : goesOn(badSince) } : badSince !== undefined && { badSince }),
    creatingSince: isTold
      ? Object.fromEntries(
          instances
            .filter((_, index) => causes[index] === 'noVolume')
            .map(({ id }) => [id, goesOn(memory.creatingSince[id])]),
        )
      : memory.creatingSince,
    ...(isComplete(read) && !isBad && { stableSince: isStable ? goesOn(stableSince) : at }),
    mostReady: Math.max(ready, memory.mostReady),
    mostFinished: Math.max(finished, memory.mostFinished),
    restarts,
  };
}
