import type { Instance } from '../model';
import type { BadInstance, InstanceCause } from './rollout';

/** The judgement of an instance that does not run; `word` is TEM's own. */
export type InstanceJudgement = Pick<BadInstance, 'cause' | 'word'>;

const causeOfStatus: Readonly<Record<string, InstanceCause | 'other'>> = {
  crashloopbackoff: 'crashing',
  error: 'crashing',
  oomkilled: 'crashing',
  runcontainererror: 'crashing',
  poststarthookerror: 'postStart',
  containercreating: 'noVolume',
  createcontainerconfigerror: 'noConfiguration',
  imagepullbackoff: 'noImage',
  errimagepull: 'noImage',
  invalidimagename: 'noImage',
  failed: 'other',
  evicted: 'other',
};

const causeOfReason: readonly (readonly [RegExp, InstanceCause])[] = [
  [/readiness check failed according to l[47] listener/i, 'unreachable'],
  [/readiness probe failed/i, 'notReady'],
  [/liveness probe failed/i, 'notAlive'],
];

/**
 * Judges an instance by the table of TEM's own guide; `undefined` for one that runs, or waits for its turn. The cause of one
 * that is `ContainerCreating` is `noVolume`, which only time proves.
 */
export function judgeInstance(instance: Instance): InstanceJudgement | undefined {
  const word = instance.status;
  const status = causeOfStatus[word.toLowerCase()];
  const reason = instance.unhealthyReason ?? '';
  // A container that is being created has no health yet: TEM's reason is then that of the one before.
  if (status === 'noVolume') return { cause: status, word };
  const known = causeOfReason.find(([pattern]) => pattern.test(reason));
  if (status && status !== 'other') return { cause: status, word };
  if (known) return { cause: known[1], word: reason };
  if (status || (reason && !instance.isReady)) return { cause: 'other', word: reason || word };
  return undefined;
}

/** Tells whether an instance has a state that is a fault only when it stays. */
export function isBeingCreated(instance: Instance): boolean {
  return judgeInstance(instance)?.cause === 'noVolume';
}

/** Returns the first instance that does not run, in their order; those that are being created come last. */
export function firstBadInstance(instances: readonly Instance[]): BadInstance | undefined {
  const bad = instances.flatMap((instance) => {
    const judgement = judgeInstance(instance);
    return judgement ? [{ id: instance.id, ...judgement, restarts: instance.restarts }] : [];
  });
  return bad.find(({ cause }) => cause !== 'noVolume') ?? bad[0];
}
