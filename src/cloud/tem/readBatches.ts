import type { RolloutBatch } from '../../core/deployment/rolloutReading';
import { countIn, label, record, records } from '../http/fields';
import { readBatch } from './readBatch';

type Fields = Readonly<Record<string, unknown>>;

const maxBatches = 100;

/**
 * Reads the batches of a rollout in their order, the trial batch first, each with an index of its own, and the index of the one
 * under way.
 */
export function readBatches(detail: Fields): {
  readonly batches: readonly RolloutBatch[];
  readonly current: number | undefined;
} {
  const trial = readBatch(record(detail['BetaBatchDetail']), { isTrial: true, position: 0 });
  const others = records(detail['OtherBatchDetail'], maxBatches)
    .flatMap((item, n) => readBatch(item, { isTrial: false, position: n + (trial ? 1 : 0) }) ?? [])
    .sort((a, b) => a.index - b.index);
  const batches = trial ? [trial, ...others] : others;
  const current = countIn(detail['CurrentBatchIndex']);
  if (new Set(batches.map(({ index }) => index)).size === batches.length) return { batches, current };
  // Nothing says whether the trial batch is counted with the others: two may have one index.
  const word = label(detail['CurrentBatchStatus']).toLowerCase();
  const meant = batches.filter(({ index }) => index === current);
  const underWay = meant.find((one) => one.word.toLowerCase() === word) ?? meant[0];
  return {
    batches: batches.map((one, index) => ({ ...one, index })),
    current: underWay && batches.indexOf(underWay),
  };
}
