import type { BatchInstance, BatchState, RolloutBatch } from '../../core/deployment/rolloutReading';
import { idOf, label, record, records } from '../http/fields';
import { readNumber } from './readNumber';
import { readMs } from './readTime';

type Fields = Readonly<Record<string, unknown>>;

const maxInstances = 1000;
const maxWords = 10;

const states: Readonly<Record<string, BatchState>> = {
  notstart: 'notStarted',
  deploying: 'deploying',
  waitforresume: 'waitingForPerson',
  waitfortimeexceed: 'waitingForTime',
  finish: 'finished',
  revert: 'reverting',
};

/** Returns the state that a word of TEM's means, in whichever case. */
export function batchStateOf(word: string): BatchState {
  const key = word.toLowerCase();
  return Object.hasOwn(states, key) ? (states[key] ?? 'other') : 'other';
}

/**
 * Reads one batch; `position` is its index where TEM gives none. Returns `undefined` for what tells of no batch, as may stand where
 * a strategy has no trial batch.
 */
export function readBatch(
  item: Fields,
  { isTrial, position }: { readonly isTrial: boolean; readonly position: number },
): RolloutBatch | undefined {
  const word = label(item['BatchStatus']);
  const state = batchStateOf(word);
  const oldPods = podsOf(item['OldPods'], item['OldPodList']);
  const newPods = podsOf(item['NewPods'], item['NewPodList']);
  const expected = readNumber(item['PodNum']);
  const hasPods = oldPods.length + newPods.length > 0;
  const hasBegun = word !== '' && state !== 'notStarted';
  if (!hasPods && !hasBegun && (word === '' || expected === 0)) return undefined;
  const startsAt = readMs(item['NextBatchStartTime']);
  return {
    index: readNumber(item['BatchIndex']) ?? position,
    isTrial,
    state,
    word,
    oldInstances: expected ?? oldPods.length,
    newInstances: newPods.flatMap((pod) => readBatchInstance(pod) ?? []),
    ...(startsAt !== undefined && { startsAt }),
  };
}

/** Returns the pods of a list; where it is none, of the older field that has room for one. */
function podsOf(list: unknown, older: unknown): readonly Fields[] {
  if (Array.isArray(list) && list.length > 0) return records(list, maxInstances);
  const one = record(older);
  return Array.isArray(older) ? records(older, maxInstances) : 'PodId' in one ? [one] : [];
}

function readBatchInstance(pod: Fields): BatchInstance | undefined {
  const id = idOf(pod['PodId']);
  if (!id) return undefined;
  const words = [pod['PodStatus']].flat().slice(0, maxWords).map(label);
  const all = new Set([...words, label(pod['Status'])]);
  return { id, version: label(pod['PodVersion']), words: [...all].filter(Boolean) };
}
