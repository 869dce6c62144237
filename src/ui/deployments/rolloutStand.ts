import * as vscode from 'vscode';
import type { Rollout } from '../../core/deployment/rollout';
import type { RolloutMarks } from '../../core/deployment/rolloutMarks';
import { formatDuration } from '../messages/formatDuration';
import { batchesSentence, instancesWords, rolloutStateWord } from '../messages/rolloutWords';
import { shortFailure } from '../messages/shortFailure';
import type { TransferStand } from '../vscode/showProgress';
import { deploymentName } from './deploymentName';

/** Words how far a rollout has come, for its notification. A reading that failed is said there too. */
export function rolloutStand(rollout: Rollout, marks: RolloutMarks, now = Date.now()): TransferStand {
  const { state, asked, problem } = rollout;
  const batches = batchesSentence(marks.batches);
  const stage = [state.kind, asked, batches, marks.failing ?? 0, problem?.failure].join(' ');
  return { stage, percent: percentDone(rollout, marks), message: () => sentence(rollout, marks, now) };
}

function sentence(rollout: Rollout, marks: RolloutMarks, now: number): string {
  const { nextBatchAt } = marks;
  const next =
    nextBatchAt !== undefined && nextBatchAt > now
      ? vscode.l10n.t('next batch in {0}', formatDuration(nextBatchAt - now))
      : '';
  const parts = [
    rolloutStateWord(rollout),
    batchesSentence(marks.batches),
    instancesWords(marks),
    next,
    rollout.problem ? shortFailure(rollout.problem) : '',
  ];
  return vscode.l10n.t('{0}: {1}', headOf(rollout), parts.filter(Boolean).join(' · '));
}

function headOf(rollout: Rollout): string {
  const name = deploymentName(rollout);
  if (rollout.state.kind === 'queued') return vscode.l10n.t('Waiting to deploy {0}', name);
  return rollout.state.kind === 'undoing' || rollout.asked === 'undo'
    ? vscode.l10n.t('Undoing {0}', name)
    : vscode.l10n.t('Deploying {0}', name);
}

function percentDone({ state }: Rollout, { batches, wanted, ready }: RolloutMarks): number {
  if (state.kind === 'settling') return 95;
  const [done, all] =
    batches.length > 0
      ? [batches.filter((mark) => mark === 'finished').length, batches.length]
      : [Math.min(ready ?? 0, wanted ?? 0), wanted ?? 0];
  return all > 0 ? (done / all) * 90 : 0;
}
